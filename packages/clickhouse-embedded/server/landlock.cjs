// Landlock through FFI: the kernel's own confinement, for which a process needs no privileges (Linux 5.13 and later).
// Plain JavaScript, so that the child process and its owner use it alike.
//
// A thread that confines itself can open only what the rules name, and so can every thread that it starts from then on.
// Nothing lifts a confinement again. What was opened before stays open.
'use strict';

const { closeSync, fstatSync, openSync } = require('node:fs');
const { DataType, load, open } = require('ffi-rs');

const { I32, I64, U8Array } = DataType;
/** System calls have the same numbers on x64 and arm64. */
const CREATE_RULESET = 444;
const ADD_RULE = 445;
const RESTRICT_SELF = 446;
const GET_VERSION = 1;
const PATH_BENEATH = 1;
const PR_SET_NO_NEW_PRIVS = 38;
const O_PATH = 0o10000000;

/** Names and bits as in <linux/landlock.h>. */
const WRITE_FILE = 1n << 1n;
const READ_FILE = 1n << 2n;
const READ_DIR = 1n << 3n;
const REMOVE_DIR = 1n << 4n;
const REMOVE_FILE = 1n << 5n;
const MAKE_DIR = 1n << 7n;
const MAKE_REG = 1n << 8n;
const MAKE_SYM = 1n << 12n;
const REFER = 1n << 13n;
const TRUNCATE = 1n << 14n;

/** How many rights each version of the interface knows; later versions add no right on files. */
const RIGHTS_BY_VERSION = [0n, 13n, 14n, 15n, 15n, 16n];

/** What a rule allows. Nothing may make devices, sockets or named pipes, or run a program. */
const RIGHTS = {
  read: READ_FILE | READ_DIR,
  write:
    READ_FILE |
    READ_DIR |
    WRITE_FILE |
    TRUNCATE |
    REMOVE_DIR |
    REMOVE_FILE |
    MAKE_DIR |
    MAKE_REG |
    MAKE_SYM |
    REFER,
  append: WRITE_FILE | TRUNCATE | READ_DIR | REMOVE_FILE | MAKE_REG,
};
const RIGHTS_ON_FILES = READ_FILE | WRITE_FILE | TRUNCATE;

let isOpen = false;
function call(funcName, types, values) {
  if (!isOpen) open({ library: 'libc', path: 'libc.so.6' });
  isOpen = true;
  return Number(load({ library: 'libc', funcName, retType: I64, paramsType: types, paramsValue: values }));
}

/** The version of the kernel's interface; 0 where there is none: an older kernel, or Landlock switched off. */
function landlockVersion() {
  return Math.max(0, call('syscall', [I64, I64, I64, I64], [CREATE_RULESET, 0, 0, GET_VERSION]));
}

/**
 * Confines the calling thread, for good.
 *
 * @param {readonly { path: string, access: 'read' | 'write' | 'append' }[]} rules a folder stands for all below it; a path
 *   that does not exist gets no rule
 * @throws Error when the kernel refuses: the thread is not confined then
 */
function confine(rules) {
  const version = landlockVersion();
  if (version === 0) throw new Error('this kernel has no Landlock');
  const known = (1n << (RIGHTS_BY_VERSION[version] ?? RIGHTS_BY_VERSION.at(-1))) - 1n;
  const attributes = Buffer.alloc(8);
  attributes.writeBigUInt64LE(known);
  const ruleset = call(
    'syscall',
    [I64, U8Array, I64, I64],
    [CREATE_RULESET, attributes, attributes.length, 0],
  );
  if (ruleset < 0) throw new Error('the kernel makes no Landlock ruleset');
  for (const rule of rules) addRule(ruleset, rule, known);
  call('prctl', [I32, I64, I64, I64, I64], [PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0]);
  if (call('syscall', [I64, I64, I64], [RESTRICT_SELF, ruleset, 0]) !== 0)
    throw new Error('the kernel refuses the Landlock ruleset');
  closeSync(ruleset);
}

function addRule(ruleset, { path, access }, known) {
  const fd = openIfPresent(path);
  if (fd === undefined) return;
  const rights = fstatSync(fd).isDirectory() ? RIGHTS[access] : RIGHTS[access] & RIGHTS_ON_FILES;
  const rule = Buffer.alloc(12); // u64 rights, s32 descriptor, packed
  rule.writeBigUInt64LE(rights & known);
  rule.writeInt32LE(fd, 8);
  const types = [I64, I64, I64, U8Array, I64];
  if (call('syscall', types, [ADD_RULE, ruleset, PATH_BENEATH, rule, 0]) !== 0)
    throw new Error(`the kernel takes no Landlock rule for ${path}`);
  // A rule holds for an inode, and an inode of /proc lives only while it is open.
  if (!path.startsWith('/proc/')) closeSync(fd);
}

function openIfPresent(path) {
  try {
    return openSync(path, O_PATH);
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR' || error.code === 'EACCES') return undefined;
    throw error;
  }
}

module.exports = { confine, landlockVersion };

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readCloud } from './cloud.ts';
import { readContainer } from './container.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'hostwire-hints-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

describe('the cloud', () => {
  test.each([
    ['aws', { sys_vendor: 'Amazon EC2\n', product_name: 't3.micro\n', chassis_asset_tag: 'Amazon EC2\n' }],
    ['aws', { sys_vendor: 'Xen\n', product_name: 'HVM domU\n', bios_version: '4.11.amazon\n' }],
    ['gcp', { sys_vendor: 'Google\n', product_name: 'Google Compute Engine\n' }],
    [
      'azure',
      { sys_vendor: 'Microsoft Corporation\n', chassis_asset_tag: '7783-7084-3265-9085-8269-3286-77\n' },
    ],
    [
      '',
      {
        sys_vendor: 'Microsoft Corporation\n',
        product_name: 'Virtual Machine\n',
        chassis_asset_tag: '1234\n',
      },
    ],
    ['oracle', { sys_vendor: 'QEMU\n', chassis_asset_tag: 'OracleCloud.com\n' }],
    ['hetzner', { sys_vendor: 'Hetzner\n', product_name: 'vServer\n' }],
    ['openstack', { sys_vendor: 'OpenStack Foundation\n', product_name: 'OpenStack Nova\n' }],
    ['', { sys_vendor: 'LENOVO\n', product_name: '20XW\n', chassis_asset_tag: 'No Asset Information\n' }],
    ['', {}],
  ])('%s', async (cloud, attributes) => {
    write(
      Object.fromEntries(Object.entries(attributes).map(([name, text]) => [`class/dmi/id/${name}`, text])),
    );
    expect(await readCloud(root)).toBe(cloud);
  });
});

describe('the container', () => {
  const id = 'ab'.repeat(32);
  test.each([
    ['docker', { '.dockerenv': '', 'proc/1/cgroup': '0::/\n' }],
    ['podman', { 'run/.containerenv': 'engine="podman-4.9"\n' }],
    ['kubernetes', { '.dockerenv': '', 'var/run/secrets/kubernetes.io/serviceaccount/namespace': 'default' }],
    ['systemd-nspawn', { 'run/systemd/container': 'systemd-nspawn\n' }],
    ['', { 'run/systemd/container': '<odd>\n' }],
    [
      'kubernetes',
      { 'proc/1/cgroup': `0::/kubepods.slice/kubepods-pod1.slice/cri-containerd-${id}.scope\n` },
    ],
    ['docker', { 'proc/1/cgroup': `12:memory:/docker/${id}\n` }],
    ['docker', { 'proc/1/cgroup': `0::/system.slice/docker-${id}.scope\n` }],
    ['lxc', { 'proc/1/cgroup': '0::/lxc.payload.web/init.scope\n' }],
    ['', { 'proc/1/cgroup': '0::/init.scope\n' }],
    ['', {}],
  ])('%s', async (container, files) => {
    write(files);
    expect(await readContainer(root)).toBe(container);
  });
});

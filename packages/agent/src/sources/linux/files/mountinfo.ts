/** One line of /proc/self/mountinfo, decoded. */
export interface Mount {
  readonly mountPoint: string;
  /** `major:minor`: the same for every mount of one file system. */
  readonly deviceNumber: string;
  /** The folder of the file system that is mounted here: '/' unless it is a bind mount, a subvolume, ... */
  readonly root: string;
  readonly type: string;
  /** Block device or remote source. */
  readonly source: string;
  readonly readOnly: boolean;
}

/** Lines that are not as documented in proc(5) are left out. */
export function parseMountinfo(text: string): Mount[] {
  const mounts: Mount[] = [];
  for (const line of text.split('\n')) {
    const fields = line.split(' ');
    const separator = fields.indexOf('-', 6);
    const [, , deviceNumber, root, mountPoint, options] = fields;
    const [type, source, superOptions] = fields.slice(separator + 1);
    if (separator < 0 || deviceNumber === undefined || root === undefined || mountPoint === undefined)
      continue;
    if (options === undefined || type === undefined || source === undefined) continue;
    mounts.push({
      mountPoint: unescape(mountPoint),
      deviceNumber,
      root: unescape(root),
      type,
      source: unescape(source),
      readOnly: isReadOnly(options) || isReadOnly(superOptions ?? ''),
    });
  }
  return mounts;
}

function isReadOnly(options: string): boolean {
  return options.split(',').includes('ro');
}

/** Blanks, line breaks, backslashes and # are written as three octal digits. */
function unescape(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 8)));
}

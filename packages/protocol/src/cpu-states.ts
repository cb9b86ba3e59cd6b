/**
 * The states that share the time of a CPU, as columns of the groups `cpu` and `cpu_core`: together they are all of it. Guests
 * are not among them: guest is a part of user, and guest_nice of nice.
 */
export const cpuStates = {
  /** Every platform reports these. */
  always: { busy: ['user_ms', 'system_ms'], idle: ['idle_ms'] },
  /** A platform that does not report one of these has none of it. */
  sometimes: { busy: ['nice_ms', 'irq_ms', 'softirq_ms', 'steal_ms'], idle: ['iowait_ms'] },
} as const;

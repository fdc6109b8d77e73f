/** From the process's start to the server's: the JVM and the class loading. MODEL Simplified S1. */
export const STARTUP_MS = 1_200
/** From the last granted step to the process's end, up to twice as long: sockets, logs, threads. S2. */
export const SHUTDOWN_MS = 200
/** From a signal to the JVM's shutdown hook, up to three times as long. S2. */
export const SIGNAL_MS = 20

import { List } from 'immutable'

/** What is measured while records are written. Kafka: ProducerPerformance.Stats. */
export interface PerfStats {
  readonly startMs: number
  readonly sampling: number
  readonly latencies: List<number>
  readonly iteration: number
  readonly count: number
  readonly bytes: number
  readonly totalLatencyMs: number
  readonly maxLatencyMs: number
  readonly window: PerfWindow
}

interface PerfWindow {
  readonly startMs: number
  readonly count: number
  readonly bytes: number
  readonly totalLatencyMs: number
  readonly maxLatencyMs: number
}

const MOST_SAMPLES = 500_000
const WINDOW_MS = 5_000
const MEGABYTE = 1024 * 1024

function newWindow(startMs: number): PerfWindow {
  return { startMs, count: 0, bytes: 0, totalLatencyMs: 0, maxLatencyMs: 0 }
}

/** Nothing is measured yet. */
export function newStats(numRecords: number, startMs: number): PerfStats {
  return {
    startMs,
    sampling: Math.floor(numRecords / Math.min(numRecords, MOST_SAMPLES)),
    latencies: List(),
    iteration: 0,
    count: 0,
    bytes: 0,
    totalLatencyMs: 0,
    maxLatencyMs: 0,
    window: newWindow(startMs),
  }
}

/** One record was acknowledged; a line when a window of 5 s is over. X-150. */
export function recordLatency(
  stats: PerfStats,
  at: { readonly latencyMs: number; readonly bytes: number; readonly nowMs: number },
): { readonly stats: PerfStats; readonly line: string | null } {
  const { latencyMs, bytes, nowMs } = at
  const add = <T extends PerfWindow | PerfStats>(sum: T): T => ({
    ...sum,
    count: sum.count + 1,
    bytes: sum.bytes + bytes,
    totalLatencyMs: sum.totalLatencyMs + latencyMs,
    maxLatencyMs: Math.max(sum.maxLatencyMs, latencyMs),
  })
  const isSampled = stats.iteration % stats.sampling === 0
  const window = add(stats.window)
  const next: PerfStats = {
    ...add(stats),
    iteration: stats.iteration + 1,
    latencies: isSampled ? stats.latencies.push(latencyMs) : stats.latencies,
    window,
  }
  if (nowMs - window.startMs < WINDOW_MS) return { stats: next, line: null }
  const line = `${rates(window, nowMs)}, ${mean(window, 1)} ms avg latency, ${fixed(window.maxLatencyMs, 1)} ms max latency.`
  return { stats: { ...next, window: newWindow(nowMs) }, line }
}

/** Java's `%.nf`; 0/0 is NaN there as well. */
function fixed(value: number, digits: number): string {
  return Number.isNaN(value) ? 'NaN' : value.toFixed(digits)
}

function mean({ totalLatencyMs, count }: PerfWindow | PerfStats, digits: number): string {
  return fixed(totalLatencyMs / count, digits)
}

function rates({ startMs, count, bytes }: PerfWindow | PerfStats, nowMs: number): string {
  const seconds = (nowMs - startMs) / 1000
  const megabytes = fixed(bytes / seconds / MEGABYTE, 2)
  return `${count} records sent, ${fixed(count / seconds, 1)} records/sec (${megabytes} MB/sec)`
}

/** The line at the end. X-150. Kafka: ProducerPerformance.Stats.printTotal. */
export function totalLine(stats: PerfStats, nowMs: number): string {
  const sorted = [...stats.latencies].sort((a, b) => a - b)
  const at = (perMille: number) => sorted[Math.floor((perMille * sorted.length) / 1000)] ?? 0
  const parts = [
    `${mean(stats, 2)} ms avg latency`,
    `${fixed(stats.maxLatencyMs, 2)} ms max latency`,
    `${at(500)} ms 50th`,
    `${at(950)} ms 95th`,
    `${at(990)} ms 99th`,
    `${at(999)} ms 99.9th`,
  ]
  return `${rates(stats, nowMs)}, ${parts.join(', ')}.`
}

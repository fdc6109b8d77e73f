import fc from 'fast-check'

/**
 * Properties are asked of the same inputs each time, so that a gate does not pass or fail by luck.
 * Others are asked with `FAST_CHECK_SEED=… FAST_CHECK_RUNS=… npm run test:unit -- test/property`.
 */
fc.configureGlobal({
  seed: Number(process.env['FAST_CHECK_SEED'] ?? 1),
  numRuns: Number(process.env['FAST_CHECK_RUNS'] ?? 100),
})

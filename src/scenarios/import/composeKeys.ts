/** What may stand at the top of a compose file. Compose specification, schema/compose-spec.json. */
const TOP_KEYS = new Set(
  'version name include services models networks volumes secrets configs'.split(' '),
)

/** What a service may hold. Compose specification, schema/compose-spec.json, definitions/service. */
const SERVICE_KEYS = new Set(
  `annotations attach blkio_config build cap_add cap_drop cgroup cgroup_parent command configs
  container_name cpu_count cpu_percent cpu_period cpu_quota cpu_rt_period cpu_rt_runtime cpu_shares
  cpus cpuset credential_spec depends_on deploy develop device_cgroup_rules devices dns dns_opt
  dns_search domainname entrypoint env_file environment expose extends external_links extra_hosts
  gpus group_add healthcheck hostname image init ipc isolation label_file labels links logging
  mac_address mem_limit mem_reservation mem_swappiness memswap_limit models network_mode networks
  oom_kill_disable oom_score_adj pid pids_limit platform ports post_start pre_stop privileged
  profiles provider pull_policy pull_refresh_after read_only restart runtime scale secrets
  security_opt shm_size stdin_open stop_grace_period stop_signal storage_opt sysctls tmpfs tty
  ulimits use_api_socket user userns_mode uts volumes volumes_from working_dir`.split(/\s+/),
)

/** True when Compose knows a key at the top of its file; `x-…` is for everybody. */
export function isTopKey(key: string): boolean {
  return TOP_KEYS.has(key) || key.startsWith('x-')
}

/** True when Compose knows a key of a service; another one makes it refuse the file. */
export function isServiceKey(key: string): boolean {
  return SERVICE_KEYS.has(key) || key.startsWith('x-')
}

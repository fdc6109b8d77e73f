import type { ArgparseGroup } from './parse/argparseTable'

/** The options of family A that say where the cluster is: exactly one of them. */
export const CONNECTION: ArgparseGroup = {
  isRequired: true,
  options: [
    { name: 'bootstrap-server', about: 'Brokers to begin with, as host:port with commas.' },
    { name: 'bootstrap-controller', about: 'Controllers to begin with, as host:port with commas.' },
  ],
}

/** The same with the short names of kafka-cluster.sh. */
export const SHORT_CONNECTION: ArgparseGroup = {
  isRequired: true,
  options: [
    { name: 'bootstrap-server', short: 'b', about: 'Brokers to begin with.' },
    { name: 'bootstrap-controller', short: 'C', about: 'Controllers to begin with.' },
  ],
}

/**
 * Images of others, by exact tag: compose and the chart take them from here. PostgreSQL and NATS are of the versions that
 * the tests run on. Digests are not written: a tag is for every processor, and we have no registry at hand to read one from.
 */
export const IMAGES = {
  postgres: 'docker.io/library/postgres:18.4-bookworm',
  nats: 'docker.io/library/nats:2.10.27-alpine',
  valkey: 'docker.io/valkey/valkey:8.1.10-alpine',
  seaweedfs: 'docker.io/chrislusf/seaweedfs:4.47',
  ollama: 'docker.io/ollama/ollama:0.33.3',
  traefik: 'docker.io/library/traefik:v3.7.5',
  prometheus: 'docker.io/prom/prometheus:v3.5.1',
  grafana: 'docker.io/grafana/grafana:12.4.0',
} as const

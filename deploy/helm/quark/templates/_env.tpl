{{/* The settings of one module: those of every module, of the infrastructure that it requires, and its own. */}}
{{- define "quark.env" -}}
{{- $root := .root -}}
{{- $module := .module -}}
{{- $v := $root.Values -}}
- name: QUARK_PEER_HOST
  value: {{ printf "%s-{module}" $root.Release.Name | quote }}
{{ include "quark.fromSecret" (dict "root" $root "name" "QUARK_INTERNAL_KEY" "key" "quark-internal-key") }}
{{- if has "database" $module.infrastructure }}
{{ include "quark.fromSecret" (dict "root" $root "name" "DATABASE_URL" "key" "database-url") }}
{{- end }}
{{ include "quark.fromSecret" (dict "root" $root "name" "NATS_URL" "key" "nats-url") }}
- name: NATS_REPLICAS
  value: {{ $v.nats.replicas | quote }}
{{- if has "cache" $module.infrastructure }}
{{ include "quark.fromSecret" (dict "root" $root "name" "REDIS_URL" "key" "redis-url") }}
{{- end }}
{{- if has "object_store" $module.infrastructure }}
{{- $endpoint := ternary (printf "http://%s:8333" (include "quark.name" (dict "root" $root "part" "s3"))) $v.s3.endpoint $v.s3.bundled }}
{{- with $endpoint }}
- name: S3_ENDPOINT
  value: {{ . | quote }}
{{- end }}
- name: S3_BUCKET
  value: {{ $v.s3.bucket | quote }}
- name: S3_REGION
  value: {{ $v.s3.region | quote }}
- name: S3_PATH_STYLE
  value: {{ $v.s3.pathStyle | quote }}
{{ include "quark.fromSecret" (dict "root" $root "name" "S3_ACCESS_KEY_ID" "key" "s3-access-key-id" "optional" (not $v.s3.bundled)) }}
{{ include "quark.fromSecret" (dict "root" $root "name" "S3_SECRET_ACCESS_KEY" "key" "s3-secret-access-key" "optional" (not $v.s3.bundled)) }}
{{- end }}
{{- if and (has "model" $module.infrastructure) $v.model.url }}
- name: LLM_URL
  value: {{ $v.model.url | quote }}
{{- end }}
{{- range $module.secrets }}
{{ include "quark.fromSecret" (dict "root" $root "name" . "key" (include "quark.keyOf" .)) }}
{{- end }}
{{- if has "PUBLIC_URL" $module.settings }}
- name: PUBLIC_URL
  value: {{ include "quark.publicUrl" $root | quote }}
{{- end }}
{{- if has "CORS_ORIGINS" $module.settings }}
- name: CORS_ORIGINS
  value: {{ include "quark.publicUrl" $root | quote }}
{{- end }}
{{- if has "TRUSTED_PROXIES" $module.settings }}
- name: TRUSTED_PROXIES
  value: {{ concat $v.gateway.trustedProxies (ternary $v.cloudflare.networks (list) $v.cloudflare.enabled) | join "," | quote }}
{{- end }}
{{- if has "METRICS_FROM" $module.settings }}
- name: METRICS_FROM
  value: {{ prepend $v.gateway.metricsFrom "127.0.0.0/8" | join "," | quote }}
{{- end }}
{{- /* What comes last wins: the operator's own. */}}
{{- range $name, $value := merge (dict) ($module.env | default dict) $v.env }}
- name: {{ $name }}
  value: {{ $value | quote }}
{{- end }}
{{- end -}}

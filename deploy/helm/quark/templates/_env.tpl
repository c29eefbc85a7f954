{{/* An entry of `env` whose value is in the secret, as an object. */}}
{{- define "quark.secretEntry" -}}
{{- $from := dict "name" (include "quark.secret" .root) "key" .key -}}
{{- if .optional }}{{- $_ := set $from "optional" true }}{{- end -}}
{{- dict "name" .name "valueFrom" (dict "secretKeyRef" $from) | toYaml -}}
{{- end -}}

{{/* The settings of one module: those of every module, of the infrastructure that it requires, its own, and the operator's, which win. */}}
{{- define "quark.env" -}}
{{- $root := .root -}}
{{- $module := .module -}}
{{- $v := $root.Values -}}
{{- $secrets := dict "QUARK_INTERNAL_KEY" "quark-internal-key" "NATS_URL" "nats-url" -}}
{{- $plain := dict "QUARK_PEER_HOST" (printf "%s-{module}" $root.Release.Name) "NATS_REPLICAS" $v.nats.replicas -}}
{{- if has "database" $module.infrastructure }}{{- $_ := set $secrets "DATABASE_URL" "database-url" }}{{- end -}}
{{- if has "cache" $module.infrastructure }}{{- $_ := set $secrets "REDIS_URL" "redis-url" }}{{- end -}}
{{- if has "object_store" $module.infrastructure -}}
{{- $bundled := printf "http://%s:8333" (include "quark.name" (dict "root" $root "part" "s3")) -}}
{{- with ternary $bundled $v.s3.endpoint $v.s3.bundled }}{{- $_ := set $plain "S3_ENDPOINT" . }}{{- end -}}
{{- $_ := merge $plain (dict "S3_BUCKET" $v.s3.bucket "S3_REGION" $v.s3.region "S3_PATH_STYLE" $v.s3.pathStyle) -}}
{{- $_ := merge $secrets (dict "S3_ACCESS_KEY_ID" "s3-access-key-id" "S3_SECRET_ACCESS_KEY" "s3-secret-access-key") -}}
{{- end -}}
{{- if and (has "model" $module.infrastructure) $v.model.url }}{{- $_ := set $plain "LLM_URL" $v.model.url }}{{- end -}}
{{- range $module.secrets }}{{- $_ := set $secrets . (include "quark.keyOf" .) }}{{- end -}}
{{- if has "PUBLIC_URL" $module.settings }}{{- $_ := set $plain "PUBLIC_URL" (include "quark.publicUrl" $root) }}{{- end -}}
{{- if has "CORS_ORIGINS" $module.settings }}{{- $_ := set $plain "CORS_ORIGINS" (include "quark.publicUrl" $root) }}{{- end -}}
{{- if has "TRUSTED_PROXIES" $module.settings -}}
{{- $_ := set $plain "TRUSTED_PROXIES" (concat $v.gateway.trustedProxies (ternary $v.cloudflare.networks list $v.cloudflare.enabled) | join ",") -}}
{{- end -}}
{{- if has "METRICS_FROM" $module.settings }}{{- $_ := set $plain "METRICS_FROM" (prepend $v.gateway.metricsFrom "127.0.0.0/8" | join ",") }}{{- end -}}
{{- /* mergeOverwrite: the later dictionary wins. One entry a name, or the API server refuses the object. */ -}}
{{- $own := mergeOverwrite (dict) $v.env $module.env -}}
{{- $plain = mergeOverwrite $plain $own -}}
{{- range $name, $value := $plain }}
- name: {{ $name }}
  value: {{ $value | quote }}
{{- end }}
{{- range $name, $key := $secrets }}
{{- if not (hasKey $own $name) }}
- {{ include "quark.secretEntry" (dict "root" $root "name" $name "key" $key "optional" (and (hasPrefix "S3_" $name) (not $v.s3.bundled))) | nindent 2 | trim }}
{{- end }}
{{- end }}
{{- end -}}

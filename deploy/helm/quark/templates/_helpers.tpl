{{/* Name of an object: the release and a part, within the 63 characters of a DNS label. */}}
{{- define "quark.name" -}}
{{- printf "%s-%s" .root.Release.Name .part | trunc 63 | trimSuffix "-" -}}
{{- end -}}

{{- define "quark.selector" -}}
app.kubernetes.io/name: {{ .part }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
{{- end -}}

{{- define "quark.labels" -}}
{{ include "quark.selector" . }}
app.kubernetes.io/part-of: quark
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- end -}}

{{- define "quark.secret" -}}
{{- .Values.secrets.existingSecret | default (include "quark.name" (dict "root" . "part" "secrets")) -}}
{{- end -}}

{{- define "quark.publicUrl" -}}
{{- .Values.publicUrl | default (printf "https://%s" (required "host: set the address of the site, like quark.example" .Values.host)) -}}
{{- end -}}

{{/* What no process of ours needs, it has not. */}}
{{- define "quark.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end -}}

{{- define "quark.podSecurity" -}}
runAsNonRoot: true
runAsUser: {{ . }}
runAsGroup: {{ . }}
fsGroup: {{ . }}
fsGroupChangePolicy: OnRootMismatch
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{/* One entry of `env` that comes from the secret. */}}
{{- define "quark.fromSecret" -}}
- name: {{ .name }}
  valueFrom:
    secretKeyRef:
      name: {{ include "quark.secret" .root }}
      key: {{ .key }}
{{- end -}}

{{/* SECRET_KEY as a key of a secret: secret-key. */}}
{{- define "quark.keyOf" -}}
{{- . | lower | replace "_" "-" -}}
{{- end -}}

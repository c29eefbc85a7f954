{{/* Services and metadata that the bundled servers have in common. part: its name; port, portName: where it answers. */}}
{{- define "quark.serverService" -}}
apiVersion: v1
kind: Service
metadata:
  name: {{ include "quark.name" . }}
  labels:
    {{- include "quark.labels" . | nindent 4 }}
spec:
  selector:
    {{- include "quark.selector" . | nindent 4 }}
  ports:
    - name: {{ .portName }}
      port: {{ .port }}
      targetPort: {{ .portName }}
{{- end -}}

{{/* The disk of a stateful server. */}}
{{- define "quark.claim" -}}
- metadata:
    name: data
  spec:
    accessModes: [ReadWriteOnce]
    {{- with .storageClass }}
    storageClassName: {{ . }}
    {{- end }}
    resources:
      requests:
        storage: {{ .storage }}
{{- end -}}

{{/* docs/helm.md says of each rule what it is for. */}}

{{/* In each watched namespace, or in all. */}}
{{- define "fixedip.rights.fixedips" -}}
- apiGroups: [fixedip.dev]
  resources: [fixedips]
  verbs: [get, list, watch, patch]
- apiGroups: [fixedip.dev]
  resources: [fixedips/status]
  verbs: [patch]
- apiGroups: [""]
  resources: [events]
  verbs: [create]
{{- end }}

{{/* Of the whole cluster; none of them may be left. */}}
{{- define "fixedip.rights.cluster" -}}
{{- if .Values.rbac.nodes }}
- apiGroups: [""]
  resources: [nodes]
  verbs: [list, watch]
{{- end }}
{{- if not .Values.clusterId }}
- apiGroups: [""]
  resources: [namespaces]
  resourceNames: [kube-system]
  verbs: [get]
{{- end }}
{{- end }}

{{/* In the release's own namespace. */}}
{{- define "fixedip.rights.lease" -}}
- apiGroups: [coordination.k8s.io]
  resources: [leases]
  verbs: [create]
- apiGroups: [coordination.k8s.io]
  resources: [leases]
  resourceNames: [{{ include "fixedip.lease" . }}]
  verbs: [get, list, watch, update, patch]
{{- end }}

{{/* A binding: the kind of role, its name, the service account's name, and where that is. */}}
{{- define "fixedip.bound" -}}
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: {{ .kind }}
  name: {{ .name }}
subjects:
  - kind: ServiceAccount
    name: {{ .account }}
    namespace: {{ .namespace }}
{{- end }}

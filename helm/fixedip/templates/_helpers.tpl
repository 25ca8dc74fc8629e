{{- define "fixedip.name" -}}
{{- default .Chart.Name .Values.nameOverride | trunc 63 | trimSuffix "-" }}
{{- end }}

{{- define "fixedip.fullname" -}}
{{- $name := include "fixedip.name" . }}
{{- if .Values.fullnameOverride }}
{{- .Values.fullnameOverride | trunc 52 | trimSuffix "-" }}
{{- else if contains $name .Release.Name }}
{{- .Release.Name | trunc 52 | trimSuffix "-" }}
{{- else }}
{{- printf "%s-%s" .Release.Name $name | trunc 52 | trimSuffix "-" }}
{{- end }}
{{- end }}

{{- define "fixedip.selector" -}}
app.kubernetes.io/name: {{ include "fixedip.name" . }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{/* What the pod of the Job has instead. */}}
{{- define "fixedip.selector.uninstall" -}}
app.kubernetes.io/name: {{ include "fixedip.name" . }}-uninstall
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "fixedip.labels" -}}
{{ include "fixedip.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" | trunc 63 | trimSuffix "-" }}
{{- with .Values.commonLabels }}
{{ toYaml . }}
{{- end }}
{{- end }}

{{- define "fixedip.serviceAccount" -}}
{{- if .Values.serviceAccount.create }}
{{- default (include "fixedip.fullname" .) .Values.serviceAccount.name }}
{{- else }}
{{- default "default" .Values.serviceAccount.name }}
{{- end }}
{{- end }}

{{- define "fixedip.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ default .Chart.AppVersion .Values.image.tag }}
{{- end }}
{{- end }}

{{- define "fixedip.lease" -}}
{{- default (include "fixedip.fullname" .) .Values.leaseName }}
{{- end }}

{{- define "fixedip.replicas" -}}
{{- ternary 1 .Values.replicas .Values.simulate }}
{{- end }}

{{/* A duration in milliseconds. */}}
{{- define "fixedip.millis" -}}
{{- $parts := . | replace "ms" "x" }}
{{- $hours := regexFind "[1-9][0-9]*h" $parts | trimSuffix "h" | int64 }}
{{- $minutes := regexFind "[1-9][0-9]*m" $parts | trimSuffix "m" | int64 }}
{{- $seconds := regexFind "[1-9][0-9]*s" $parts | trimSuffix "s" | int64 }}
{{- $millis := regexFind "[1-9][0-9]*x" $parts | trimSuffix "x" | int64 }}
{{- add $millis (mul 1000 (add $seconds (mul 60 (add $minutes (mul 60 $hours))))) }}
{{- end }}

{{/* What values.schema.json cannot say in words that help. */}}
{{- define "fixedip.check" -}}
{{- if and .Values.watchNamespaces (not .Values.clusterId) }}
{{- fail "watchNamespaces needs clusterId: operators that look after different namespaces of a cluster must not take each other's ping rules back, so give each an id of its own" }}
{{- end }}
{{- range .Values.extraEnv }}
{{- if hasPrefix "FIXEDIP_" .name }}
{{- fail (printf "extraEnv has %s, which would not count: the chart says all options as arguments; set the value that stands for it" .name) }}
{{- end }}
{{- end }}
{{- $poll := include "fixedip.millis" .Values.pollInterval | int64 }}
{{- if or (lt $poll 1000) (gt $poll 120000) }}
{{- fail (printf "pollInterval is %s: choose one from 1s to 2m" .Values.pollInterval) }}
{{- end }}
{{- if and (not .Values.leaderElection) (gt (include "fixedip.replicas" . | int) 1) }}
{{- fail (printf "leaderElection is false and replicas is %v: set replicas to 1, or leaderElection to true, so that only one of them acts" .Values.replicas) }}
{{- end }}
{{- if and .Values.serviceMonitor.enabled (not .Values.service.enabled) }}
{{- fail "serviceMonitor.enabled needs service.enabled: it is the Service that a ServiceMonitor selects" }}
{{- end }}
{{- end }}

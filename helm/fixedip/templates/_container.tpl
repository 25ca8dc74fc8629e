{{/* The command line of `run`: what is not said here is the program's own default. */}}
{{- define "fixedip.args" -}}
- run
- --poll-interval={{ .Values.pollInterval }}
- --ec2-rate={{ .Values.ec2Rate }}
- --collect-after={{ .Values.collectAfter }}
- --http-port={{ .Values.port }}
- --log-level={{ .Values.log.level }}
- --log-format={{ .Values.log.format }}
- --leader-election={{ .Values.leaderElection }}
{{- if .Values.leaderElection }}
- --lease-name={{ include "fixedip.lease" . }}
- --lease-namespace={{ .Release.Namespace }}
{{- end }}
{{- with .Values.clusterId }}
- --cluster-id={{ . }}
{{- end }}
{{- with .Values.watchNamespaces }}
- --namespaces={{ join "," . }}
{{- end }}
{{- with .Values.allow.vpcs }}
- --allow-vpcs={{ join "," . }}
{{- end }}
{{- with .Values.allow.subnets }}
- --allow-subnets={{ join "," . }}
{{- end }}
{{- with .Values.allow.pingFrom }}
- --allow-ping-from={{ join "," . }}
{{- end }}
{{- if .Values.simulate }}
- --simulate
{{- end }}
{{- end }}

{{- define "fixedip.env" -}}
{{- with .Values.javaOptions }}
- name: JAVA_TOOL_OPTIONS
  value: {{ . | quote }}
{{- end }}
{{- with .Values.aws.region }}
- name: AWS_REGION
  value: {{ . | quote }}
{{- end }}
{{- with .Values.aws.endpoint }}
- name: AWS_ENDPOINT_URL_EC2
  value: {{ . | quote }}
{{- end }}
{{- with .Values.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end }}

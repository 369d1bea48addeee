#!/bin/sh
# Gives the Temporal server its namespace, 30 days of history, and what workflows are searched by. Safe to run again.
# Reads TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE.
set -eu
temporal=${TEMPORAL_CLI:-temporal}
namespace=${TEMPORAL_NAMESPACE:-default}
answer=$(mktemp)

# A server that just started, and a namespace that was just made, are known everywhere only after some seconds.
patiently() {
  attempts=60
  until "$@" >"$answer" 2>&1; do
    attempts=$((attempts - 1))
    if [ "$attempts" -eq 0 ]; then
      echo "Within a minute this did not work: $*" >&2
      cat "$answer" >&2
      exit 1
    fi
    sleep 1
  done
}

patiently "$temporal" operator cluster health
"$temporal" operator namespace describe -n "$namespace" >/dev/null 2>&1 ||
  "$temporal" operator namespace create -n "$namespace" --retention 720h
patiently "$temporal" operator namespace update -n "$namespace" --retention 720h

patiently "$temporal" operator search-attribute list -n "$namespace"
known=$(cat "$answer")
for attribute in CustomerId=Keyword ChargeState=Keyword GatewayId=Keyword CampaignId=Keyword DueAt=Datetime; do
  name=${attribute%%=*}
  echo "$known" | grep -qw "$name" ||
    patiently "$temporal" operator search-attribute create -n "$namespace" --name "$name" --type "${attribute#*=}"
done

#!/bin/sh
# Fails when a module, route, event, setting or metric is missing from the docs, or when anything generated is stale.
cd "$(dirname "$0")/.." && exec node tools/launch/launch.mjs check generated docs

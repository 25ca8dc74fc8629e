#!/bin/sh
# Reviews FixedIps before they are merged: says what would be done in EC2, and fails if the operator
# would refuse any of it. Changes pass; that is what a review is for.
#
#   review.sh FILE|DIRECTORY...
#
# It needs 'fixedip', and read access to EC2: AWS_REGION and credentials, for which the policy that
# 'fixedip iam-policy --without all' prints is enough. REPORT names a file that gets the review, too.
set -u

if [ $# -eq 0 ]; then
  echo "Say which files or directories to review: review.sh FILE|DIRECTORY..." >&2
  exit 1
fi
if [ -z "${REPORT:-}" ]; then
  REPORT=$(mktemp)
  trap 'rm -f "$REPORT"' EXIT
fi

fixedip plan --fail-on=refusals --recursive --filename "$@" > "$REPORT"
status=$?
cat "$REPORT"

case $status in
  0) echo "Passed: the operator would refuse nothing." ;;
  2) echo "Failed: correct what is marked with '!' above, or free it in EC2." >&2 ;;
  *) echo "Failed: nothing was reviewed; see above." >&2 ;;
esac
exit "$status"

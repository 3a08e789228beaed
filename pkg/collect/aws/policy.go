package aws

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Policy is the IAM policy that the collector needs to read everything, as JSON: exactly
// the actions of the calls that it can make. Whoever gives less learns from the sources of
// the snapshot what was missing.
func Policy() ([]byte, error) {
	actions := map[[2]string][]string{} // by service and resource
	for _, operation := range operations() {
		if operation.permission == "" {
			continue
		}
		prefix, _, _ := strings.Cut(operation.permission, ":")
		key := [2]string{prefix, operation.resource}
		actions[key] = append(actions[key], operation.permission)
	}
	type statement struct {
		Sid      string
		Effect   string
		Action   []string
		Resource string
	}
	document := struct {
		Version   string
		Statement []statement
	}{Version: "2012-10-17"}
	order := slices.SortedFunc(maps.Keys(actions), func(a, b [2]string) int {
		return strings.Compare(a[0]+a[1], b[0]+b[1])
	})
	for _, key := range order {
		slices.Sort(actions[key])
		document.Statement = append(document.Statement, statement{
			Sid: sid(key[0], key[1]), Effect: "Allow",
			Action: slices.Compact(actions[key]), Resource: key[1],
		})
	}
	data, err := json.MarshalIndent(document, "", "  ")
	if err != nil {
		return nil, fmt.Errorf("write the policy: %w", err)
	}
	return append(data, '\n'), nil
}

// sid names a statement: the service, and what of it.
func sid(service, resource string) string {
	name := "Read" + strings.ToUpper(service[:1]) + service[1:]
	switch resource {
	case roles:
		return name + "Roles"
	case managed:
		return name + "Policies"
	case keys:
		return name + "Keys"
	case zones:
		return name + "Zones"
	case buckets:
		return name + "Buckets"
	case objects:
		return name + "AuditLogs"
	default:
		return name
	}
}

package collect

import (
	"maps"
	"strconv"
	"strings"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// nameInlinePolicies brings a role's inline_policy list, as plans and states have it,
// into the map inline_policies, by name. A policy without a known name is called by its
// place in the list. A plan has the list as unknown where nobody sets it, since the provider
// reads it back.
func nameInlinePolicies(o *snapshot.Observation) {
	list, ok := o.Values["inline_policy"].([]any)
	_, unknown := o.Unknown["/inline_policy"]
	switch {
	case o.Values["inline_policies"] != nil:
		return
	case unknown && !strings.HasPrefix(o.Source, "plan "):
		renameAll(o, func(pointer string) string { return inlinePointer(pointer, nil) })
		return
	case !ok:
		return
	}
	policies := map[string]any{}
	names := make([]string, len(list))
	for i, element := range list {
		block, _ := element.(map[string]any)
		name, _ := block["name"].(string)
		if name == "" {
			name = strconv.Itoa(i)
		}
		names[i] = name
		if block["policy"] != nil {
			policies[name] = block["policy"]
		}
	}
	values := maps.Clone(o.Values)
	values["inline_policies"] = policies
	o.Values = values
	renameAll(o, func(pointer string) string { return inlinePointer(pointer, names) })
}

func inlinePointer(pointer string, names []string) string {
	rest, ok := strings.CutPrefix(pointer, "/inline_policy")
	if !ok || (rest != "" && rest[0] != '/') {
		return pointer
	}
	tokens := strings.SplitN(rest, "/", 4) // "", index, "policy", below
	if len(tokens) < 2 {
		return "/inline_policies"
	}
	index, err := strconv.Atoi(tokens[1])
	if err != nil || index < 0 || index >= len(names) {
		return pointer
	}
	named := snapshot.Child("/inline_policies", names[index])
	switch {
	case len(tokens) > 2 && tokens[2] != "policy":
		return pointer
	case len(tokens) > 3:
		return named + "/" + tokens[3]
	default:
		return named
	}
}

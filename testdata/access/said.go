//go:build unix

package main

import (
	"maps"
	"slices"
	"strings"
)

// said is a string of a policy.
type said struct {
	text string
	// variable says that it has one, current that the policy's version knows variables.
	variable, current, inCondition bool
}

func (v *verdict) all() []document {
	all := slices.Concat(v.Policies.Identity, v.Policies.Session)
	for _, level := range v.Policies.ServiceControl {
		all = append(all, level...)
	}
	return append(all, v.Policies.Boundary, v.Policies.Resource)
}

// strings are all of the policies, but for their keys.
func (v *verdict) strings() []said {
	var found []said
	for _, policy := range v.all() {
		current := policy["Version"] == "2012-10-17"
		walk(policy, "", func(path, text string) {
			found = append(found, said{text, strings.Contains(text, "${"), current, strings.Contains(path, "/Condition/")})
		})
	}
	return found
}

func walk(value any, path string, visit func(path, text string)) {
	switch value := value.(type) {
	case string:
		visit(path, value)
	case document:
		for _, key := range slices.Sorted(maps.Keys(value)) {
			walk(value[key], path+"/"+key, visit)
		}
	case []any:
		for _, element := range value {
			walk(element, path, visit)
		}
	}
}

// has says whether a statement has the element.
func (v *verdict) has(element string) bool {
	found := false
	for _, policy := range v.all() {
		walk(policy, "", func(path, _ string) { found = found || strings.Contains(path+"/", "/"+element+"/") })
	}
	return found
}

// operator says whether some condition is such, of its operator and its key.
func (v *verdict) operator(such func(name string, key *key) bool) bool {
	found := false
	for _, policy := range v.all() {
		walk(policy, "", func(path, _ string) {
			_, condition, ok := strings.Cut(path, "/Condition/")
			if name, of, _ := strings.Cut(condition, "/"); ok {
				found = found || such(name, findKey(of))
			}
		})
	}
	return found
}

func findKey(name string) *key {
	for i := range scenarios {
		for j := range scenarios[i].keys {
			if key := &scenarios[i].keys[j]; strings.EqualFold(key.name, name) {
				return key
			}
		}
	}
	return &key{name: name}
}

// held are the request's values for a key.
func (v *verdict) held(name string) []string {
	if values, ok := v.Request.Context[name]; ok {
		return values
	}
	return v.Derived[name]
}

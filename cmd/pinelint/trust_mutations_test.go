package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// mutation is a policy that differs by one edit.
type mutation struct {
	name string
	text []byte
}

// mutator makes all mutations of one policy.
type mutator struct {
	policy map[string]any
	made   []mutation
	seen   map[string]bool
}

func mutations(text []byte) ([]mutation, error) {
	m := &mutator{seen: map[string]bool{}}
	if err := json.Unmarshal(text, &m.policy); err != nil {
		return nil, err
	}
	m.drop(m.policy, "")
	m.retype(m.policy, "")
	m.misspell()
	m.values()
	m.conditions()
	m.statements()
	m.duplicateKeys()
	return m.made, nil
}

// edit keeps what a change makes of a copy of the policy, once.
func (m *mutator) edit(name string, change func(policy, statement map[string]any)) {
	policy := duplicate(m.policy)
	change(policy, first(policy))
	text, _ := json.MarshalIndent(policy, "", "  ")
	m.keep(name, text)
}

func (m *mutator) keep(name string, text []byte) {
	if original, _ := json.MarshalIndent(m.policy, "", "  "); string(text) == string(original) || m.seen[string(text)] {
		return
	}
	m.seen[string(text)] = true
	m.made = append(m.made, mutation{name, text})
}

func duplicate[T any](value T) T {
	text, _ := json.Marshal(value)
	var made T
	_ = json.Unmarshal(text, &made)
	return made
}

func first(policy map[string]any) map[string]any {
	return policy["Statement"].([]any)[0].(map[string]any)
}

// drop leaves out each element and each entry.
func (m *mutator) drop(value any, at string) {
	switch value := value.(type) {
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(value)) {
			path := at + "/" + escaped(key)
			m.edit("drop "+path, func(policy, _ map[string]any) { remove(policy, path) })
			m.drop(value[key], path)
		}
	case []any:
		for i, entry := range value {
			path := fmt.Sprintf("%s/%d", at, i)
			m.edit("drop "+path, func(policy, _ map[string]any) { remove(policy, path) })
			m.drop(entry, path)
		}
	}
}

// retype writes a string as a list, a list as its first entry, and each value as none.
func (m *mutator) retype(value any, at string) {
	set := func(to any) {
		text, _ := json.Marshal(to)
		m.edit(fmt.Sprintf("set %s to %s", at, text), func(policy, _ map[string]any) { replace(policy, at, to) })
	}
	switch value := value.(type) {
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(value)) {
			m.retype(value[key], at+"/"+escaped(key))
		}
		if at != "" {
			set(map[string]any{})
		}
	case []any:
		if at != "/Statement" {
			set([]any{})
		}
		set(value[0])
		for i, entry := range value {
			m.retype(entry, fmt.Sprintf("%s/%d", at, i))
		}
	case string:
		set([]any{value})
		set("")
	}
	if at != "" {
		set(nil)
	}
}

// misspell changes one character in each part of each string: to another, to upper case, to
// a wildcard, and away. A part is what stands between punctuation.
func (m *mutator) misspell() {
	leaves(m.policy, "", func(at, text string) {
		if strings.HasSuffix(at, "/Sid") || strings.Contains(at, "/AWS/") && !strings.HasSuffix(at, "/AWS/0") {
			return // the other principals are like the first
		}
		for _, i := range spots(text) {
			for _, to := range []string{"x", "*", "?", strings.ToUpper(text[i : i+1]), ""} {
				m.value(at, text[:i]+to+text[i+1:])
			}
		}
		for _, to := range []string{text + "x", text + "*", "*" + text, " " + text, text + "/x", strings.ToUpper(text), "*"} {
			m.value(at, to)
		}
	})
}

func (m *mutator) value(at string, to any) {
	text, _ := json.Marshal(to)
	m.edit(fmt.Sprintf("set %s to %s", at, text), func(policy, _ map[string]any) { replace(policy, at, to) })
}

// spots are one place in the middle of each part of a text, and all punctuation.
func spots(text string) []int {
	var found []int
	start := 0
	for i := range len(text) + 1 {
		if i < len(text) && !strings.ContainsRune(":/_-.*", rune(text[i])) {
			continue
		}
		if i > start {
			found = append(found, (start+i)/2)
		}
		if i < len(text) {
			found = append(found, i)
		}
		start = i + 1
	}
	return found
}

func leaves(value any, at string, visit func(at, text string)) {
	switch value := value.(type) {
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(value)) {
			leaves(value[key], at+"/"+escaped(key), visit)
		}
	case []any:
		for i, entry := range value {
			leaves(entry, fmt.Sprintf("%s/%d", at, i), visit)
		}
	case string:
		visit(at, value)
	}
}

func escaped(key string) string {
	return strings.NewReplacer("~", "~0", "/", "~1").Replace(key)
}

func remove(policy any, at string) { change(policy, at, nil, true) }

func replace(policy any, at string, to any) { change(policy, at, to, false) }

// change sets or removes what stands at a pointer into a policy.
func change(value any, at string, to any, removes bool) any {
	token, rest, more := strings.Cut(strings.TrimPrefix(at, "/"), "/")
	token = strings.NewReplacer("~1", "/", "~0", "~").Replace(token)
	switch value := value.(type) {
	case map[string]any:
		switch {
		case more:
			value[token] = change(value[token], rest, to, removes)
		case removes:
			delete(value, token)
		default:
			value[token] = to
		}
		return value
	case []any:
		i := int(token[0] - '0')
		switch {
		case more:
			value[i] = change(value[i], rest, to, removes)
		case removes:
			return slices.Delete(value, i, i+1)
		default:
			value[i] = to
		}
	}
	return value
}

package access_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/pinelint/pinelint/pkg/access"
)

// rounds is how many random policies each property is tried on.
const rounds = 3_000

// rank orders effects by how much they let in.
func rank(e access.Effect) int {
	return map[access.Effect]int{access.Undecided: 1, access.Allowed: 2}[e]
}

func statements(document map[string]any) []any { return document["Statement"].([]any) }

func eachWorld(t *testing.T, seed uint64, check func(m maker, w *world)) {
	m := maker{rand.New(rand.NewPCG(seed, 7))}
	for range rounds {
		check(m, m.world())
		if t.Failed() {
			return
		}
	}
}

// TestEffectsOccur shows that the properties below are tried on all outcomes.
func TestEffectsOccur(t *testing.T) {
	count := map[access.Effect]int{}
	eachWorld(t, 1, func(_ maker, w *world) { count[w.decide()]++ })
	for _, effect := range []access.Effect{access.Allowed, access.ExplicitDeny, access.ImplicitDeny, access.Undecided} {
		if count[effect] < rounds/100 {
			t.Errorf("only %d of %d are %s", count[effect], rounds, effect)
		}
	}
}

func TestDenyNeverWidens(t *testing.T) {
	eachWorld(t, 2, func(m maker, w *world) {
		before := w.decide()
		i := m.IntN(2)
		deny := m.statement(i == 1)
		deny["Effect"] = "Deny"
		w.documents[i]["Statement"] = append(statements(w.documents[i]), deny)
		if after := w.decide(); rank(after) > rank(before) {
			t.Errorf("a Deny turned %s into %s: %s", before, after, w)
		}
	})
}

func TestConditionsNarrow(t *testing.T) {
	eachWorld(t, 3, func(m maker, w *world) {
		before := w.decide()
		i := m.IntN(2)
		s := statements(w.documents[i])[0].(map[string]any)
		delete(s, "Condition")
		after := w.decide()
		if s["Effect"] == "Allow" && rank(after) < rank(before) || s["Effect"] == "Deny" && rank(after) > rank(before) {
			t.Errorf("without the condition of a statement %s became %s: %s", before, after, w)
		}
	})
}

func TestSpellingIsNothing(t *testing.T) {
	eachWorld(t, 4, func(m maker, w *world) {
		before := w.decide()
		for _, document := range w.documents {
			if document == nil {
				continue
			}
			list := statements(document)
			m.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
			for _, entry := range list {
				respell(m, entry.(map[string]any))
			}
			if len(list) == 1 {
				document["Statement"] = list[0]
			}
		}
		w.request.Action = strings.ToUpper(w.request.Action)
		if after := w.decide(); after != before {
			t.Errorf("spelled otherwise, %s became %s: %s", before, after, w)
		}
	})
}

// respell changes the order and case of what has none.
func respell(m maker, s map[string]any) {
	for key, value := range s {
		list, ok := value.([]any)
		text, isText := value.(string)
		switch {
		case ok:
			m.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
			if len(list) == 1 {
				s[key] = list[0]
			}
		case isText && key != "Effect" && key != "Principal" && key != "NotPrincipal":
			s[key] = []any{value}
		}
		if isText && strings.HasSuffix(key, "Action") {
			s[key] = []any{strings.ToLower(text)}
		}
	}
	if condition, ok := s["Condition"].(map[string]any); ok {
		for operator, keys := range condition {
			delete(condition, operator)
			condition[strings.ToLower(operator)] = keys
		}
	}
}

// TestUnknownsAreSound replaces parts by unknown ones: what is decided still must be what
// it was.
func TestUnknownsAreSound(t *testing.T) {
	undecided := 0
	eachWorld(t, 5, func(m maker, w *world) {
		before := w.decide()
		for range 1 + m.IntN(3) {
			if i := m.IntN(3); w.documents[i] != nil {
				if w.unknown[i] == nil {
					w.unknown[i] = map[string]access.Unknown{}
				}
				hide(m, "", w.documents[i], w.unknown[i])
			}
		}
		after := w.decide()
		if after == access.Undecided {
			undecided++
			return
		}
		if rank(before) != rank(after) {
			t.Errorf("with unknown parts, %s became %s: %s", before, after, w)
		}
	})
	if undecided < rounds/10 || undecided > rounds*9/10 {
		t.Errorf("%d of %d are undecided", undecided, rounds)
	}
}

// hide takes a random part out of a tree, of a string perhaps only a piece.
func hide(m maker, pointer string, at any, unknown map[string]access.Unknown) {
	step := func(token string, child any, remove func()) {
		below := pointer + "/" + token
		_, isText := child.(string)
		if child == nil {
			return
		}
		if isText || m.IntN(6) == 0 {
			hidden := access.Unknown{Expression: "var.x"}
			if text, ok := child.(string); ok && m.IntN(2) == 0 && !strings.Contains(text, "${") && text != "" {
				from := m.IntN(len(text) + 1)
				to := from + m.IntN(len(text)-from+1)
				hidden.Pattern = text[:from] + "${var.x}" + text[to:]
			}
			unknown[below] = hidden
			remove()
			return
		}
		hide(m, below, child, unknown)
	}
	switch node := at.(type) {
	case map[string]any:
		keys := []string{}
		for key := range node {
			keys = append(keys, key)
		}
		slices.Sort(keys)
		if len(keys) == 0 {
			return
		}
		key := keys[m.IntN(len(keys))]
		step(strings.ReplaceAll(key, "/", "~1"), node[key], func() { delete(node, key) })
	case []any:
		i := m.IntN(len(node))
		step(strconv.Itoa(i), node[i], func() { node[i] = nil })
	}
}

// TestDecideAgreesWithExplain, and Matched and DependsOn come in one order.
func TestDecideAgreesWithExplain(t *testing.T) {
	eachWorld(t, 6, func(m maker, w *world) {
		policies := access.Policies{
			Identity: []*access.Policy{access.Parse("identity", w.documents[0], nil)},
			Resource: access.Parse("resource", w.documents[1], nil),
		}
		fast, slow := access.Decide(w.request, policies), access.Explain(w.request, policies)
		if fast.Effect != slow.Effect || len(fast.Matched) != len(slow.Matched) || slow.Reason() == "" {
			t.Errorf("Decide says %s, Explain %s: %s", fast.Effect, slow.Effect, w)
		}
		if again := access.Explain(w.request, policies); fmt.Sprint(again) != fmt.Sprint(slow) {
			t.Errorf("twice: %v and %v", again, slow)
		}
		if slow.Effect == access.ImplicitDeny && len(slow.Stopped) == 0 || slow.Effect == access.Undecided && len(slow.DependsOn) == 0 {
			t.Errorf("%s without a why: %s", slow.Effect, w)
		}
	})
}

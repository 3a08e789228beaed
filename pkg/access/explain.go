package access

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Explain is [Decide] with everything that a person may ask about it. It takes longer.
func Explain(request Request, policies Policies) Decision {
	decision := Decide(request, policies)
	e := newEvaluation(&request, &policies)
	for i := range decision.Matched {
		e.explainMatch(&decision.Matched[i])
	}
	if decision.Effect == ImplicitDeny || decision.Effect == Undecided {
		e.decide()
		if decision.Stopped = e.keptHome(decision.Effect); decision.Stopped != nil {
			return decision
		}
		for _, source := range e.sources() {
			decision.Stopped = append(decision.Stopped, e.stops(source)...)
		}
	}
	return decision
}

// explainMatch says how the conditions of a statement held.
func (e *evaluation) explainMatch(match *Match) {
	if match.of == nil {
		return // a grant
	}
	for i := range match.of.conditions {
		c := &match.of.conditions[i]
		missing := e.context(c.lookup).state == missing
		match.Conditions = append(match.Conditions, Held{Condition: c.view(), Missing: missing})
	}
}

// failing are the parts of a statement that surely do not fit the request.
func (e *evaluation) failing(policy *Policy, s *statement, kind Kind) []Stop {
	var all []Stop
	add := func(pointer, clause string) {
		all = append(all, Stop{Pointer{Policy: policy.Name, Pointer: pointer}, kind, s.sid, clause})
	}
	if s.actions.match(value{text: e.request.Action}, e) == no {
		add(s.actions.nearest(e.request.Action), s.actions.clause("action", e.request.Action))
	}
	if kind == Resource {
		if names := s.principals.name(&e.caller); names.any() == no {
			add(s.principals.nearest(e.caller.text), s.principals.clause(&e.caller))
		}
	}
	if e.covers(s) == no {
		add(s.resources.nearest(e.request.Resource), s.resources.clause("resource", e.request.Resource))
	}
	for i := range s.conditions {
		if c := &s.conditions[i]; c.holds(e) == no {
			add(c.pointer, c.clause(s.sid, e.context(c.lookup)))
		}
	}
	return all
}

// nearest is the entry that has most in common with what was wanted, from its beginning.
func (l *list) nearest(wanted string) string {
	best, pointer := -1, l.pointer
	for i := range l.items {
		if common := commonPrefix(l.items[i].pattern.text, wanted); common > best && !l.not {
			best, pointer = common, l.items[i].pointer
		}
	}
	return pointer
}

func (p *principals) nearest(wanted string) string {
	best, pointer := -1, p.pointer
	for i := range p.entries {
		if common := commonPrefix(p.entries[i].principal.text, wanted); common > best && !p.not {
			best, pointer = common, p.entries[i].pointer
		}
	}
	return pointer
}

func commonPrefix(a, b string) int {
	for i := range min(len(a), len(b)) {
		if lower(a[i]) != lower(b[i]) {
			return i
		}
	}
	return min(len(a), len(b))
}

func (l *list) clause(noun, wanted string) string {
	if l.not {
		return fmt.Sprintf("excludes %s %s", noun, strconv.Quote(wanted))
	}
	texts := make([]string, len(l.items))
	for i := range l.items {
		texts[i] = l.items[i].pattern.text
	}
	return fmt.Sprintf("admits %s %s, not %s", noun, choice(texts), strconv.Quote(wanted))
}

func (p *principals) clause(caller *identity) string {
	who := cmp.Or(caller.text, "an anonymous caller")
	if p.not {
		return "excludes " + who
	}
	texts := make([]string, len(p.entries))
	for i := range p.entries {
		texts[i] = p.entries[i].principal.text
	}
	if len(texts) == 0 {
		return "names nobody"
	}
	return "admits principal " + choice(texts) + ", not " + who
}

func (c *condition) clause(sid string, found found) string {
	texts := make([]string, len(c.operands))
	for i := range c.operands {
		texts[i] = c.operands[i].said()
	}
	has := "the request has none"
	switch {
	case len(found.values) == 1 && (c.lookup == "aws:currenttime" || c.lookup == "aws:epochtime"):
		now, _ := parseTime(found.values[0])
		has = "it is " + now.UTC().Format(time.DateOnly)
	case len(found.values) > 0:
		has = "the request has " + choice(found.values)
	case c.lookup == noSuchKey:
		has = "AWS has no such key: sts:ExternalId is meant"
	}
	in := ""
	if sid != "" {
		in = " in the statement " + strconv.Quote(sid)
	}
	return fmt.Sprintf("wants %s %s %s%s, and %s", c.key, c.operator, choice(texts), in, has)
}

// said is the value, or what it is that is not known.
func (o *operand) said() string {
	if o.text == "" && o.doubt != nil && o.doubt.Expression != "" {
		return "${" + o.doubt.Expression + "}"
	}
	return o.text
}

// choice is `"a"`, `"a" or "b"`, or `"a", "b" or 3 more`.
func choice(texts []string) string {
	quoted := make([]string, 0, len(texts))
	for _, text := range texts[:min(len(texts), 3)] {
		quoted = append(quoted, strconv.Quote(shorten(text)))
	}
	if more := len(texts) - 3; more > 0 {
		quoted = append(slices.Clip(quoted), strconv.Itoa(more)+" more")
	}
	if len(quoted) < 2 {
		return strings.Join(quoted, "")
	}
	last := len(quoted) - 1
	return strings.Join(quoted[:last], ", ") + " or " + quoted[last]
}

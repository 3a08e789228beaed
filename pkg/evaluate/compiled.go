package evaluate

import (
	"encoding/binary"
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/finding"
)

// compiledMagic changes with the form of what [Compiled] writes.
const compiledMagic = "pinelint rules 2\n"

// Compiled is what a run reads of the shipped policies: the facts, by topic and as JSON, and
// the catalogue, in a form of which nothing is copied, and the query plans behind them. The
// error is a rule that has what the form does not.
func Compiled(facts map[string]string, rules []finding.Rule, plans []byte) ([]byte, error) {
	var write codec
	object(&write, &facts, write.text)
	count := len(rules)
	write.count(&count)
	for _, rule := range rules {
		if len(rule.Questions) > 0 || rule.Custom {
			return nil, errors.New("compile " + rule.ID + ": only rules of --policy ask questions")
		}
		write.rule(&rule)
	}
	return slices.Concat([]byte(compiledMagic), write.out, plans), nil
}

// CompiledFacts are the facts in what [Compiled] wrote: by topic, JSON.
func CompiledFacts(content string) (map[string]string, error) {
	read, err := opened(content)
	if err != nil {
		return nil, err
	}
	var facts map[string]string
	object(read, &facts, read.text)
	return facts, nil
}

// opened begins to read what [Compiled] wrote, which is trusted: it was generated.
func opened(content string) (*codec, error) {
	rest, ok := strings.CutPrefix(content, compiledMagic)
	if !ok {
		return nil, errors.New("open the compiled rules: this is another form of them")
	}
	return &codec{rest: rest, reads: true}, nil
}

// openCompiled reads what [Compiled] wrote into a library.
func (l *library) openCompiled(content string) error {
	read, err := opened(content)
	if err != nil {
		return err
	}
	object(read, &l.shipped, read.text)
	var count int
	read.count(&count)
	l.rules = make([]finding.Rule, count)
	for i := range l.rules {
		read.rule(&l.rules[i])
	}
	l.plans = read.rest
	return nil
}

// codec writes values, or reads them in the same order. Strings that were read are parts of
// the content. What is nil is read as nil, and what is empty as nil.
type codec struct {
	reads bool
	out   []byte
	rest  string
}

func (c *codec) rule(r *finding.Rule) {
	for _, text := range []*string{
		&r.ID, &r.Title, &r.Description, &r.Kind, &r.Environments, &r.Precision, &r.Section, &r.URL, &r.Since,
	} {
		c.text(text)
	}
	c.count((*int)(&r.Severity))
	for _, list := range []*[]string{&r.Resources, &r.Needs, &r.NeedsAll, &r.AppliesNeeds, &r.Reads, &r.Aliases} {
		c.list(list)
	}
	for _, flag := range []*bool{&r.Applies, &r.Patch, &r.Deprecated} {
		c.flag(flag)
	}
	object(c, &r.Remediation, c.text)
	object(c, &r.Controls, c.list)
}

func (c *codec) count(n *int) {
	switch {
	case !c.reads:
		c.out = binary.AppendUvarint(c.out, uint64(*n))
	case c.rest[0] < 0x80: // most are
		*n, c.rest = int(c.rest[0]), c.rest[1:]
	default:
		read, size := binary.Uvarint([]byte(c.rest[:min(len(c.rest), binary.MaxVarintLen64)]))
		*n, c.rest = int(read), c.rest[size:]
	}
}

func (c *codec) text(s *string) {
	size := len(*s)
	c.count(&size)
	if c.reads {
		*s, c.rest = c.rest[:size], c.rest[size:]
		return
	}
	c.out = append(c.out, *s...)
}

func (c *codec) flag(b *bool) {
	n := 0
	if *b {
		n = 1
	}
	c.count(&n)
	*b = n == 1
}

func (c *codec) list(l *[]string) {
	size := len(*l)
	c.count(&size)
	if c.reads && size > 0 {
		*l = make([]string, size)
	}
	for i := range *l {
		c.text(&(*l)[i])
	}
}

// object writes the members of a map by their names, so that the content is the same each time.
func object[V any](c *codec, m *map[string]V, value func(*V)) {
	size := len(*m)
	c.count(&size)
	if c.reads {
		if size > 0 {
			*m = make(map[string]V, size)
		}
		for range size {
			var name string
			var member V
			c.text(&name)
			value(&member)
			(*m)[name] = member
		}
		return
	}
	for _, name := range slices.Sorted(maps.Keys(*m)) {
		member := (*m)[name]
		c.text(&name)
		value(&member)
	}
}

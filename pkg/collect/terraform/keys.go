package terraform

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/lazyregexp"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// keyWord finds a name under which programs have a Pinecone key in a text.
var keyWord = lazyregexp.New(`(?i)pinecone[\w.-]*(key|client[_.-]?secret|token)`)

// secretAttribute knows the attributes by which a store of secrets, or another state, hands a
// secret on.
var secretAttribute = lazyregexp.New(
	`\.(secret_(string|binary|data)|value|data(_json)?|credential|password|map|outputs)(\.|$)`)

// mostKeyVisits bounds the search in a root module, where a key that is found counts as many
// visits; what anybody writes stays far below.
const (
	mostKeyVisits = 1_000_000
	keyVisits     = 1_000
)

// observeKeys finds what is given a Pinecone key by the name that programs know it by, where
// it comes from a variable or a store of secrets, so that nothing tells which key it is. Where
// it is known to be one of the configuration's own, that was said already.
func (e *evaluated) observeKeys(ctx context.Context, main *module) {
	named := func(text []byte) bool { return collect.MentionsPinecone(text) && keyWord().Match(text) }
	seeds := []string{"templatefile"} // whose template may have the name
	if main.root.names(named) {
		seeds = append(seeds, main.handedNames()...)
	}
	tainted := newTaint(main, false, named, seeds...)
	arguments := main.outputArguments(tainted, e.arguments(ctx, main, tainted))
	sortArguments(arguments)
	left := mostKeyVisits
	seen, told := map[string]bool{}, map[snapshot.Location]bool{}
	for _, o := range e.unit {
		if at, ok := o.Locations.Get(""); ok && o.Type == "credential_sink" {
			told[at.Location] = true
		}
	}
	for i := range arguments {
		from := &arguments[i]
		if strings.HasPrefix(from.Resource, "data.") || strings.Contains(from.Resource, ".data.") {
			continue // which hands on what it is given
		}
		for _, key := range from.keys(&left) {
			o := from.key(e.source, key)
			if seen[o.Address] || told[*key.at.location()] { // the former is another instance of the same block
				continue
			}
			seen[o.Address] = true
			left -= keyVisits
			collect.Finish(e.options.Types, o)
			e.unit = append(e.unit, o)
		}
		if left < 0 {
			const why = "there is too much to look for keys in: the rest is not read for them"
			e.problems.add(problem{kind: snapshot.Gap, at: from.at, message: why})
			return
		}
	}
}

// key is the observation of one of the argument's keys.
func (from *argument) key(source string, key entry) *snapshot.Observation {
	o := from.KeySink(source, key.key)
	from.settle(o, key.at)
	if variable := key.empty(); variable != nil {
		delete(o.Values, "certain")
		(&emitter{observation: o}).unknown("/certain", &gap{
			at: variable.header, hidden: true, needed: valuesNeeded,
			reason: fmt.Sprintf("variable %q is empty where a run gives it no value", variable.label(0)),
		}, cty.NilVal)
	}
	return o
}

// empty is the variable of the root module that a value is, where its default is an empty
// text: whoever has a key to give gives it to the run.
func (e *entry) empty() *block {
	if value, ok := text(e.node.force()); !ok || value != "" {
		return nil
	}
	for n := e.node; n != nil; n = n.to {
		if n.byDefault != nil {
			return n.byDefault
		}
	}
	return nil
}

// keys are those of an argument: itself, where the resource has the name beside the value,
// as a parameter has, or what is below it.
func (from *argument) keys(left *int) []entry {
	if from.Argument != "value" {
		return from.node.keys(from.Argument, from.at, left)
	}
	whole := entry{key: strings.TrimPrefix(from.Resource, "output."), at: from.at, node: from.node}
	for _, beside := range []string{"name", "key", "variable_name"} {
		if n := from.setting(beside); n != nil && from.Type != "output" {
			name, isKnown := text(n.force())
			if !isKnown {
				name = n.pattern()
			}
			whole.key = cmp.Or(name[strings.LastIndexByte(name, '/')+1:], whole.key)
		}
	}
	if collect.IsKeyName(whole.key) && whole.holdsKey() {
		return []entry{whole}
	}
	return from.node.keys(from.Argument, from.at, left)
}

// keys are the entries below a node that have a Pinecone key, each by its name. What is
// called a secret takes a reference to one, and not the value, or keeps it.
func (n *node) keys(name string, at span, left *int) (found []entry) {
	n = n.laidOpen(left)
	if *left--; *left < 0 || collect.KeepsSecrets(name) && !collect.IsKeyName(name) {
		return nil
	}
	if named, value := n.pair(); value != nil && collect.IsKeyName(named) && value.holdsKey() {
		return []entry{{key: named, at: value.place(at), node: value.node}}
	}
	for _, e := range n.entries {
		if *left--; *left < 0 {
			break
		}
		below := e.place(at)
		if collect.IsKeyName(e.key) && e.holding().holdsKey() {
			found = append(found, entry{key: e.key, at: below, node: e.node})
			continue
		}
		found = append(found, e.node.keys(e.key, below, left)...)
	}
	return append(found, n.keysWithin(at, left)...)
}

// laidOpen is where the parts of a node are, also of one that is written as JSON or YAML.
func (n *node) laidOpen(left *int) *node {
	for {
		n = n.origin()
		inner := n.document
		if inner == nil && n.decodable() {
			for _, piece := range n.template.pieces {
				*left -= 1 + len(piece.text)/16
			}
			if *left < 0 {
				return n
			}
			inner, _ = decodeText(n.template) // what is no JSON has no parts
		}
		if inner == nil {
			return n
		}
		n = inner
	}
}

// holding is what has the value of a variable: itself, or the member of an object that says
// more of it.
func (e *entry) holding() *entry {
	origin := e.node.origin()
	if _, value := origin.pair(); value != nil {
		return value
	}
	return e
}

// pair is the name and the value of an object that is a variable of an environment, and not
// of another type than plain text, nor kept secret.
func (n *node) pair() (name string, value *entry) {
	for i, e := range n.entries {
		switch e.key {
		case "name", "key":
			name, _ = text(e.node.force())
		case "type":
			if kind, ok := text(e.node.force()); ok && !isPlain(kind) {
				return "", nil
			}
		case "sensitive":
			if kept, isKnown, ok := truth(e.node.force()); ok && isKnown && kept {
				return "", nil
			}
		case "value":
			value = &n.entries[i]
		}
	}
	return name, value
}

func isPlain(kind string) bool {
	switch strings.ToLower(kind) {
	case "plaintext", "plain", "string", "general":
		return true
	default:
		return false
	}
}

// holdsKey says whether a value is the key itself, put there by whoever runs Terraform or read
// from where it is kept: neither a text in the configuration, nor where the key is.
func (e *entry) holdsKey() bool {
	if len(e.node.origin().entries) > 0 {
		return false
	}
	if variable := e.empty(); variable != nil {
		return !collect.SaysWhere(variable.label(0))
	}
	bare, _ := e.node.force().Unmark()
	if made := e.node.origin().template; bare.IsKnown() || made != nil && made.pattern != "" && !made.isOpaque() {
		return false
	}
	if collect.SaysWhere(strings.TrimRight(e.place(span{}).text(), " \"'}])")) {
		return false
	}
	if references := e.node.references(); len(references) > 0 {
		return slices.ContainsFunc(references, secretAttribute().MatchString)
	}
	why := e.node.reason()
	return why != nil && why.variable != "" && !collect.SaysWhere(why.variable)
}

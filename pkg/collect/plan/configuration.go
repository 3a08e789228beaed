package plan

import (
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// policyDocument is the data source whose own references count as those of what it is
// made into.
const policyDocument = "aws_iam_policy_document"

// module is what the configuration says of one module, as far as it refers to others.
type module struct {
	// resources are by address in the module: "aws_kms_key.main", "data.aws_vpc.a".
	resources map[string]*block
	// traced are those that a secret may flow into, in the file's order.
	traced  []*block
	calls   map[string]*call
	outputs map[string][]string
	// sensitive are the outputs that are marked so.
	sensitive map[string]bool
}

// block has the references of a resource's arguments: first of those that a snapshot
// holds, and where a secret may be among them, of all others.
type block struct {
	address   string
	arguments []argument
	held      int // how many of the arguments a snapshot holds
	each      []string
	provider  string
	// settings are constants beside the arguments.
	settings map[string]string
	place    snapshot.Location
}

type argument struct {
	pointer    string
	references []string
}

// call is a module block: what it passes, and to whom.
type call struct {
	arguments map[string][]string
	each      []string
	module    *module
}

// provider is a provider block: what its api_key is made from, in which module.
type provider struct {
	module string
	apiKey []string
}

func (c *collector) configuration() error {
	return c.object(func(name string) error {
		switch name {
		case "root_module":
			c.root = &module{}
			return c.module(c.root, 0)
		case "provider_config":
			c.providers = map[string]*provider{}
			return c.object(c.provider)
		default:
			return c.SkipValue()
		}
	})
}

func (c *collector) provider(key string) error {
	one := &provider{}
	c.providers[key] = one
	return c.object(func(name string) error {
		switch name {
		case "module_address":
			return c.string(&one.module)
		case "expressions":
			arguments, err := c.arguments(func(name string) bool { return name == "api_key" })
			for _, argument := range arguments {
				if argument.pointer == "/api_key" {
					one.apiKey = argument.references
				}
			}
			return err
		default:
			return c.SkipValue()
		}
	})
}

func (c *collector) module(m *module, depth int) error {
	if depth > deepestModule {
		return c.SkipValue()
	}
	return c.object(func(name string) error {
		switch name {
		case "resources":
			m.resources = map[string]*block{}
			return c.list(func() error { return c.block(m) })
		case "module_calls":
			m.calls = map[string]*call{}
			return c.object(func(name string) error { return c.call(m, name, depth) })
		case "outputs":
			m.outputs, m.sensitive = map[string][]string{}, map[string]bool{}
			return c.object(func(name string) error { return c.output(m, name) })
		default:
			return c.SkipValue()
		}
	})
}

// block reads a resource of the configuration, and keeps it if it matters to one that a
// snapshot holds.
func (c *collector) block(m *module) error {
	var kind string
	one := &block{}
	at := c.next()
	var late jsontext.Value
	err := c.object(func(name string) error {
		var err error
		switch name {
		case "address":
			err = c.string(&one.address)
		case "type":
			err = c.string(&kind)
		case "provider_config_key":
			err = c.string(&one.provider)
		case "for_each_expression":
			one.each, err = c.expression()
		case "expressions":
			if kind == "" {
				late, err = c.ReadValue()
				late = late.Clone()
				break
			}
			err = c.expressions(c.reader, kind, one)
		default:
			err = c.SkipValue()
		}
		return err
	})
	if err == nil && late != nil {
		err = c.expressions(c.within(late), kind, one)
	}
	switch own := strings.HasPrefix(kind, "pinecone_"); {
	case c.traces() && !own && len(one.arguments) > 0:
		c.end(&at)
		at.File = c.name
		one.place = at
		m.traced = append(m.traced, one)
		m.resources[one.address] = one
	case own || len(one.arguments) > 0:
		m.resources[one.address] = one
	}
	return err
}

// traces says whether a secret may flow into what the configuration has. Where that comes
// before the resources, as somebody sorted the members of the plan, it may.
func (c *collector) traces() bool { return c.secrets || !c.is.changes }

// expressions reads what a block's arguments refer to: those that matter, or all where a
// secret is to be followed.
func (c *collector) expressions(from *reader, kind string, into *block) error {
	var err error
	switch held := c.has(kind); {
	case c.traces() && !strings.HasPrefix(kind, "pinecone_"):
		into.settings = map[string]string{}
		into.arguments, err = from.argumentsAnd(all, into.settings)
		if len(into.settings) == 0 {
			into.settings = nil
		}
		if held {
			into.held = first(into.arguments, c.refers(kind))
		}
	case held:
		into.arguments, err = from.arguments(c.refers(kind))
		into.held = len(into.arguments)
	default:
		err = from.SkipValue()
	}
	return err
}

// first brings the arguments that are wanted before the others, and counts them.
func first(arguments []argument, wanted func(string) bool) int {
	var others []argument
	n := 0
	for _, one := range arguments {
		if !wanted(snapshot.First(one.pointer)) {
			others = append(others, one)
			continue
		}
		arguments[n] = one
		n++
	}
	copy(arguments[n:], others)
	return n
}

// has says whether the references of a type matter.
func (c *collector) has(kind string) bool {
	return c.options.Types[kind] != nil || kind == policyDocument
}

// refers says which arguments of a type's references matter.
func (c *collector) refers(kind string) func(string) bool {
	if kind == policyDocument {
		return all
	}
	return func(name string) bool { return collect.Wants(c.options.Types, kind, name) }
}

func (c *collector) call(m *module, key string, depth int) error {
	one := &call{arguments: map[string][]string{}, module: &module{}}
	m.calls[key] = one
	return c.object(func(name string) error {
		var err error
		switch name {
		case "expressions":
			var arguments []argument
			arguments, err = c.arguments(all)
			for _, argument := range arguments {
				top := snapshot.First(argument.pointer)
				one.arguments[top] = append(one.arguments[top], argument.references...)
			}
		case "for_each_expression":
			one.each, err = c.expression()
		case "module":
			err = c.module(one.module, depth+1)
		default:
			err = c.SkipValue()
		}
		return err
	})
}

func (c *collector) output(m *module, key string) error {
	return c.object(func(name string) error {
		switch name {
		case "expression":
			references, err := c.expression()
			m.outputs[key] = references
			return err
		case "sensitive":
			var sensitive bool
			err := c.truth(&sensitive)
			m.sensitive[key] = sensitive
			return err
		default:
			return c.SkipValue()
		}
	})
}

// reduce drops what Terraform adds to each reference: its shorter forms.
func reduce(references []string) []string {
	var kept []string
	for _, reference := range references {
		shorter := func(longer string) bool {
			rest, ok := strings.CutPrefix(longer, reference)
			return ok && (rest == "" || rest[0] == '.' || rest[0] == '[')
		}
		if !slices.ContainsFunc(kept, shorter) {
			kept = append(kept, reference)
		}
	}
	return kept
}

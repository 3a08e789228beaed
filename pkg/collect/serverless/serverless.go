// Package serverless reads the services of the Serverless Framework for whether their
// functions have a Pinecone key in their environment, where everybody reads it who may read
// the function. What else a service declares, its CloudFormation, is not read; where it has to
// do with Pinecone, that is told.
package serverless

import (
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/document"
	"github.com/pinelint/pinelint/pkg/lazyregexp"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

const (
	sourceID = "serverless services"
	// maxSize is far above what anybody writes.
	maxSize = 4 << 20
	// maxVisits bounds the variables of a service, where a key counts as many: an alias repeats
	// an environment at no cost.
	maxVisits = 500_000
	keyVisits = 1_000
)

// Collect hands on a credential_sink for every key in the environment of a service or a
// function, one unit a file, and reports the source "serverless services" where any mentions
// Pinecone. The error is that of ctx alone.
func Collect(ctx context.Context, tree *collect.Tree, types snapshot.Types, sink collect.Sink) error {
	c := collector{types: types, source: snapshot.Source{
		ID: sourceID, Status: snapshot.Complete, Holds: []string{"credential_sink"},
		Counts: map[string]int{"files": 0, "functions": 0},
	}}
	for file, data := range tree.Mentioning(ctx, isService) {
		c.unit = nil
		c.service(file, data)
		if len(c.unit) > 0 {
			sink.Observe(c.unit)
		}
	}
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("read serverless services: %w", err)
	}
	if c.source.Counts["files"] > 0 {
		sink.Report(c.source)
	}
	return nil
}

func isService(name string) bool {
	switch path.Base(name) {
	case "serverless.yml", "serverless.yaml", "serverless.json":
		return true
	default:
		return false
	}
}

type collector struct {
	types  snapshot.Types
	source snapshot.Source
	unit   []*snapshot.Observation
	left   int
}

func (c *collector) service(file string, data []byte) {
	c.source.Counts["files"]++
	if len(data) > maxSize {
		c.problem(snapshot.Gap, snapshot.Location{File: file}, fmt.Sprintf(
			"has %d MB, more than the %d MB that are read of a service", len(data)>>20, maxSize>>20))
		return
	}
	c.left = maxVisits
	documents, err := document.Parse(file, data)
	if fault, ok := errors.AsType[*document.SyntaxError](err); ok {
		c.problem(snapshot.Broken, fault.At, fault.Message+": no service is deployed from it")
		return
	}
	if len(documents) == 0 {
		return // but for comments
	}
	one := documents[0]
	provider := one.Root.Get("provider")
	if called := provider.Get("name").String(); called != "aws" && provider.String() != "aws" {
		return
	}
	c.environment(one, "provider", provider.Get("environment"))
	for _, function := range entries(one.Root.Get("functions")) {
		c.source.Counts["functions"]++
		c.environment(one, function.Name, function.Value.Get("environment"))
	}
	c.declared(one)
	if c.left < 0 {
		clause := fmt.Sprintf("has more than %d variables: the rest is not read", maxVisits)
		c.problem(snapshot.Gap, snapshot.Location{File: file}, clause)
	}
}

func (c *collector) problem(kind string, at snapshot.Location, clause string) {
	c.source.Status, c.source.Reason = snapshot.Partial, "some services could not be read"
	c.source.Problems = append(c.source.Problems, snapshot.Problem{
		Kind: kind, Location: &at, Message: collect.Quote(at.File) + " " + clause,
	})
}

// judged knows the types of which rules judge some.
var judged = lazyregexp.New(`^AWS::(EC2|IAM|KMS|Route53|S3)::`)

// declared tells of resources of AWS that have to do with Pinecone and that are not read: in
// their CloudFormation variables of the framework stand, which it alone fills in.
func (c *collector) declared(one *document.Document) {
	for _, part := range entries(one.Root.Get("resources")) {
		if part.Name != "Resources" {
			continue
		}
		for i := range part.Value.Entries {
			entry := &part.Value.Entries[i]
			named := collect.MentionsPinecone([]byte(entry.Name))
			if !judged().MatchString(entry.Value.Get("Type").String()) || !named && !c.mentions(entry.Value, 0) {
				continue
			}
			c.source.Holds = []string{"aws_*", "credential_sink"}
			c.problem(snapshot.Gap, one.Key(entry), "declares "+collect.Quote(entry.Name)+" as CloudFormation, which is not "+
				"read here: judge the template that `serverless package` writes to .serverless")
			return
		}
	}
}

// mentions says whether a text or a name below a node is of Pinecone.
func (c *collector) mentions(n *document.Node, depth int) bool {
	const deepest = 100
	if c.left--; n == nil || c.left < 0 || depth > deepest {
		return false
	}
	return collect.MentionsPinecone([]byte(n.String())) ||
		slices.ContainsFunc(n.Items, func(item *document.Node) bool { return c.mentions(item, depth+1) }) ||
		slices.ContainsFunc(n.Entries, func(e document.Entry) bool {
			return collect.MentionsPinecone([]byte(e.Name)) || c.mentions(e.Value, depth+1)
		})
}

// entries are the functions, which may be one mapping or a list of them.
func entries(functions *document.Node) []document.Entry {
	if functions == nil {
		return nil
	}
	all := functions.Entries
	for _, item := range functions.Items {
		all = append(all, item.Entries...)
	}
	return all
}

// filledIn knows a value that whoever deploys gives, or that is read from where it is kept
// and put there: ${env:NAME}, ${ssm:/path}, ${param:name}, also with a text for where it is
// not.
var filledIn = lazyregexp.New(`^\$\{\s*(env|ssm|param|cf|s3|opt|file)[:(]([^{}]*|\$\{[^{}]*\})*\}$`)

// mostHops bounds how often a value may be that of another place of the file.
const mostHops = 10

// value is a text, or what stands where ${self:…} leads to.
func value(one *document.Document, text string) string {
	for range mostHops {
		inside, isOwn := strings.CutPrefix(text, "${self:")
		inside, closed := strings.CutSuffix(inside, "}")
		if !isOwn || !closed || strings.Contains(inside, "$") {
			return text
		}
		inside, _, _ = strings.Cut(inside, ",")
		at := one.Root
		for name := range strings.SplitSeq(strings.TrimSpace(inside), ".") {
			at = at.Get(name)
		}
		text = at.String()
	}
	return ""
}

func (c *collector) environment(one *document.Document, owner string, variables *document.Node) {
	if variables == nil {
		return
	}
	for i := range variables.Entries {
		entry := &variables.Entries[i]
		if c.left--; c.left < 0 || !collect.IsKeyName(entry.Name) {
			continue
		}
		c.left -= keyVisits
		if given := value(one, entry.Value.String()); !filledIn().MatchString(given) || saysWhere(given) {
			continue
		}
		flow := collect.Flow{Type: "aws_lambda_function", Resource: owner, Argument: "environment"}
		o := flow.KeySink(sourceID, entry.Name)
		o.Address = one.File + "#" + o.Address
		o.Locations = snapshot.Locations{{Position: snapshot.Position{Location: one.Whole(entry)}}}
		if collect.Finish(c.types, o) {
			c.unit = append(c.unit, o)
		}
	}
}

// saysWhere says whether a value is called what tells where a secret is, and not the secret.
func saysWhere(value string) bool {
	name, _, _ := strings.Cut(value, ",")
	name = strings.TrimRight(name, "} ")
	name = name[strings.LastIndexAny(name, ":./")+1:]
	hump := strings.LastIndexFunc(name, unicode.IsUpper)
	return collect.SaysWhere(name) || hump > 0 && collect.SaysWhere(name[hump:])
}

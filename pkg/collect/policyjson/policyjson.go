// Package policyjson finds IAM policy documents that stand in JSON files of their own. It
// knows them by what is in them and not by their names, and reads them also with comments
// and trailing commas, which editors allow and AWS does not.
package policyjson

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

const (
	sourceID = "policy files"
	// maxSize is far above what AWS accepts of a policy, 32 KB for a KMS key's.
	maxSize = 1 << 20
	// mostDuplicates bounds what is said of one file.
	mostDuplicates = 10
)

// Options say what to read.
type Options struct {
	Types snapshot.Types
	// Named are the files whose policies somebody says to be those of a role, a key or a
	// bucket. They count as these, wherever they lie in the repository.
	Named []Named
	// Roles are the ARNs of roles, and Buckets the names of buckets, that somebody declares:
	// a file that names one of them as its owner is taken for that one's.
	Roles, Buckets []string
}

// Collect hands on a policy_document for every policy in a *.json file of the tree, or the
// role, key or bucket whose policy it is, where that is told. It reports the source "policy
// files". The error is that of ctx alone.
func Collect(ctx context.Context, repository fs.FS, tree *collect.Tree, options Options, sink collect.Sink) error {
	c := collector{
		options: options, taken: map[string]bool{}, given: map[string]string{}, known: map[string]*snapshot.Observation{},
	}
	c.source = snapshot.Source{
		ID: sourceID, Status: snapshot.Complete, Holds: []string{"policy_document"},
		Counts: map[string]int{"files": 0, "policies": 0},
	}
	c.named(repository, options.Named)
	for _, file := range tree.Glob(".json") {
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("read policy files: %w", err)
		}
		if !mayBePolicy(file) || c.taken[file.Path] {
			continue
		}
		if file.Size > maxSize && !c.large(tree.FS(), file) {
			continue
		}
		data, err := tree.Read(file.Path)
		if err != nil {
			c.problem(snapshot.Broken, snapshot.Location{File: file.Path}, err.Error())
			continue
		}
		c.source.Counts["files"]++
		c.document(file.Path, data)
	}
	c.resolve()
	c.place()
	for _, unit := range [][]*snapshot.Observation{c.owners, c.files} {
		unit = slices.DeleteFunc(unit, func(o *snapshot.Observation) bool { return !collect.Finish(options.Types, o) })
		if len(unit) > 0 {
			sink.Observe(unit)
		}
	}
	sink.Report(c.source)
	return nil
}

// mayBePolicy leaves out Terraform's own JSON, which its collector reads.
func mayBePolicy(file collect.File) bool {
	return !strings.HasSuffix(file.Path, ".tf.json") && !strings.HasSuffix(file.Path, ".tofu.json")
}

// large says whether a file that is too large to be a policy lists the roles of an account,
// and tells of one that begins as a policy does.
func (c *collector) large(fsys fs.FS, file collect.File) bool {
	head := collect.Beginning(fsys, file.Path, 4<<10) // what cannot be read, the walk or the search for secrets tells
	if listsRoles(head) {
		return true
	}
	if mentionsStatement(head) {
		c.problem(snapshot.Gap, snapshot.Location{File: file.Path}, fmt.Sprintf(
			"begins as a policy does and has %d MB, more than the %d MB that are read: AWS accepts 32 KB",
			file.Size>>20, maxSize>>20))
	}
	return false
}

type collector struct {
	options Options
	source  snapshot.Source
	// taken are the files that are named.
	taken map[string]bool
	// given has, by what a policy is of and where, the file that somebody named for it.
	given map[string]string
	// owners are the roles, keys and buckets whose policies were found, files the policies of
	// nobody knows whom.
	owners, files []*snapshot.Observation
	// known are the owners by type and address.
	known map[string]*snapshot.Observation
	// loose are policies of roles of which only the name is told.
	loose []loose
}

// document looks for a policy in a file.
func (c *collector) document(file string, data []byte) {
	if !mentionsStatement(data) {
		return
	}
	text := collect.NewText(file, data)
	parsed, relaxed, err := parse(data)
	if err != nil {
		c.broken(text, data, parsed, err)
		return
	}
	if c.account(text, parsed) {
		return
	}
	document := policyIn(parsed)
	if document == nil {
		return
	}
	c.source.Counts["policies"]++
	c.relaxed(text, relaxed)
	c.duplicates(text, document.Duplicates)
	found := &policy{text: text, document: document, file: file, comments: relaxed.comments}
	if !c.told(found, parsed.Value) {
		c.files = append(c.files, found.alone())
	}
}

// alone is a policy of nobody knows whom.
func (p *policy) alone() *snapshot.Observation {
	o := &snapshot.Observation{
		Type: "policy_document", Source: sourceID, Address: p.file, Complete: true,
		Values: map[string]any{"path": p.file},
	}
	if p.comments {
		o.Values["comments"] = true
	}
	p.attach(o, "/document")
	o.Values["document"] = p.open(o, "/document", o.Values["document"])
	return o
}

// mentionsStatement spares nearly every file the parser.
func mentionsStatement(data []byte) bool {
	return bytes.Contains(data, []byte(`"Statement`)) && (bytes.Contains(data, []byte(`"Effect`)) ||
		bytes.Contains(data, []byte(`"2012-10-17`)) || bytes.Contains(data, []byte(`"2008-10-17`)))
}

// isPolicy tells a policy from what has one inside, such as a CloudFormation template.
func isPolicy(value any) bool {
	object, ok := value.(map[string]any)
	if !ok {
		return false
	}
	for _, other := range []string{"AWSTemplateFormatVersion", "Resources", "resource_changes", "format_version"} {
		if object[other] != nil {
			return false
		}
	}
	statement, ok := object["Statement"]
	if version := object["Version"]; ok && (version == "2012-10-17" || version == "2008-10-17") {
		return true
	}
	switch statement := statement.(type) {
	case map[string]any:
		return statement["Effect"] != nil || object["Version"] != nil
	case []any:
		for _, element := range statement {
			if one, ok := element.(map[string]any); ok && one["Effect"] != nil {
				return true
			}
		}
		return false
	default:
		return false
	}
}

func (c *collector) relaxed(text *collect.Text, found relaxation) {
	if found.length == 0 {
		return
	}
	at := text.Location(found.offset, found.offset+found.length)
	what := "a trailing comma"
	if found.comments {
		what = "comments"
	}
	c.source.Problems = append(c.source.Problems, snapshot.Problem{
		Kind: snapshot.Notice, Location: &at,
		Message: fmt.Sprintf("%s has %s, which AWS rejects: give AWS plain JSON", collect.Quote(at.File), what),
	})
}

func (c *collector) duplicates(text *collect.Text, spans []collect.Span) {
	for _, span := range spans[:min(len(spans), mostDuplicates)] {
		at := text.Location(span.Start, span.End)
		tokens := snapshot.Tokens(span.Pointer)
		c.source.Problems = append(c.source.Problems, snapshot.Problem{
			Kind: snapshot.Notice, Location: &at,
			Message: fmt.Sprintf("%s has the key %s twice in one object, of which only the last counts: remove one",
				collect.Quote(at.File), collect.Quote(collect.Redact(tokens[len(tokens)-1]))),
		})
	}
}

func (c *collector) problem(kind string, at snapshot.Location, what string) {
	c.source.Status, c.source.Reason = snapshot.Partial, "some files could not be read"
	c.source.Problems = append(c.source.Problems, snapshot.Problem{
		Kind: kind, Location: &at, Message: collect.Quote(at.File) + " " + what,
	})
}

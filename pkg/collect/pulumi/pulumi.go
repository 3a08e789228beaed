// Package pulumi reads Pulumi: programs in YAML as source, and what `pulumi preview --json`
// prints of a program in any language. Its providers for AWS and for Pinecone are made of
// Terraform's, so that nearly every type and property is one of Terraform's in another way of
// writing.
package pulumi

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/document"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// maxSize is far above what people write into a program.
const maxSize = 4 << 20

// Options say what to read.
type Options struct {
	Types snapshot.Types
	// Mentions are strings of which a program must have one to be read, in any case of
	// letters; without any, all are.
	Mentions []string
	// Document takes the resources that hold files of other programs, as rules of Prometheus,
	// as Terraform's types that are like them, with what their texts are made of, by pointer.
	// Reading is told where in which file one stands.
	Document func(o *snapshot.Observation, pieces map[string][]collect.Piece)
	Reading  func(file, pointer string)
}

// Collect reads the programs in YAML, each a unit and a source "pulumi <folder>". One in
// another language is a source that was skipped. The error is that of ctx alone.
func Collect(ctx context.Context, tree *collect.Tree, options Options, sink collect.Sink) error {
	for _, file := range tree.Files {
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("read Pulumi programs: %w", err)
		}
		if isProject(file.Path) {
			project(tree, file, options, sink)
		}
	}
	return nil
}

// holds are the types that a program can declare.
func holds(types snapshot.Types) []string {
	held := []string{"aws_*", "credential_sink", "datadog_*", "okta_*"}
	for name, shape := range types {
		if strings.HasPrefix(name, "pinecone_") && shape.Properties["change"] != nil {
			held = append(held, name)
		}
	}
	slices.Sort(held)
	return held
}

// project reads the program of a project.
func project(tree *collect.Tree, file collect.File, options Options, sink collect.Sink) {
	folder := path.Dir(file.Path)
	p := &program{options: options, source: snapshot.Source{
		ID: "pulumi " + folder, Status: snapshot.Complete, Holds: holds(options.Types),
		Counts: map[string]int{"resources": 0},
	}}
	defer func() { sink.Report(p.source) }()
	if file.Size > maxSize {
		p.problem(snapshot.Gap, snapshot.Location{File: file.Path}, fmt.Sprintf(
			"has %d MB, more than the %d MB that are read of a program", file.Size>>20, maxSize>>20))
		return
	}
	main := p.read(tree, file.Path)
	if main == nil {
		return
	}
	p.document = main
	if language := runtime(main.Root); language != "yaml" {
		p.source.Status, p.source.Holds = snapshot.Skipped, nil
		p.source.Reason = "its program is in " + collect.Quote(collect.Redact(language)) +
			", which is not run here: give what `pulumi preview --json --show-sames` prints with --pulumi-preview"
		return
	}
	p.program(tree, folder)
	if p.document == nil || !mentioned(p.data, options.Mentions) {
		return
	}
	p.configure(tree, folder, main)
	p.observe()
	if len(p.unit) > 0 {
		sink.Observe(p.unit)
	}
}

// program finds the file that has the resources: Main.json or Main.yaml, where there is one,
// and else the project's.
func (p *program) program(tree *collect.Tree, folder string) {
	inside := path.Join(folder, p.document.Root.Get("main").String())
	for _, name := range []string{"Main.json", "Main.yaml"} {
		if at := path.Join(inside, name); slices.ContainsFunc(tree.Files, func(f collect.File) bool { return f.Path == at }) {
			p.document = p.read(tree, at)
			return
		}
	}
}

// read parses a file of the program; nil where it cannot be read, which it reports.
func (p *program) read(tree *collect.Tree, file string) *document.Document {
	data, err := tree.Read(file)
	if err != nil {
		p.problem(snapshot.Broken, snapshot.Location{File: file}, err.Error())
		return nil
	}
	p.data = append(p.data, data...)
	documents, err := document.Parse(file, data)
	if fault, ok := errors.AsType[*document.SyntaxError](err); ok {
		p.problem(snapshot.Broken, fault.At, fault.Message+": Pulumi reads no such program")
		return nil
	}
	if len(documents) == 0 {
		return nil
	}
	for _, at := range documents[0].Twice {
		p.problem(snapshot.Broken, at, "has a key twice in one mapping: remove one")
	}
	return documents[0]
}

func runtime(root *document.Node) string {
	if name := root.Get("runtime").Get("name").String(); name != "" {
		return name
	}
	return root.Get("runtime").String()
}

func mentioned(data []byte, mentions []string) bool {
	lower, wanted := bytes.ToLower(data), append(slices.Clip(mentions), watching()...)
	return len(mentions) == 0 || slices.ContainsFunc(wanted, func(mention string) bool {
		return bytes.Contains(lower, []byte(strings.ToLower(mention)))
	})
}

// configure finds the values of the configuration: those of the stacks that have a file, over
// the defaults. What several stacks give different values, nobody can tell.
func (p *program) configure(tree *collect.Tree, folder string, main *document.Document) {
	p.config = map[string]setting{}
	for _, section := range []string{"configuration", "config"} {
		p.settings(main, main.Root.Get(section), "")
		p.settings(p.document, p.document.Root.Get(section), "")
	}
	var stacks []string
	for _, file := range tree.Files {
		base := path.Base(file.Path)
		if path.Dir(file.Path) == folder && strings.HasPrefix(base, "Pulumi.") && strings.Count(base, ".") == 2 &&
			document.IsText(base) && file.Size <= maxSize {
			stacks = append(stacks, file.Path)
		}
	}
	defaults := p.config
	var each []map[string]setting
	for _, name := range stacks {
		if stack := p.read(tree, name); stack != nil {
			p.config = maps.Clone(defaults)
			p.settings(stack, stack.Root.Get("config"), main.Root.Get("name").String()+":")
			each = append(each, p.config)
		}
	}
	if len(each) > 0 {
		p.config = common(each)
	}
	if len(stacks) > 1 {
		p.tell(snapshot.Notice, snapshot.Location{File: p.document.File}, "has several stacks, so that only what is alike "+
			"in all of them is known: give a stack's `pulumi preview --json --show-sames` with --pulumi-preview")
	}
}

// common is the configuration of several stacks, in which what is not alike is unknown.
func common(each []map[string]setting) map[string]setting {
	all := maps.Clone(each[0])
	for _, other := range each[1:] {
		for name, one := range other {
			had, ok := all[name]
			one.secret = one.secret || had.secret
			one.varies = had.varies || !ok || !isAlike(had.value, one.value)
			all[name] = one
		}
		for name, one := range all {
			if _, ok := other[name]; !ok {
				one.varies = true
				all[name] = one
			}
		}
	}
	return all
}

// isAlike says whether two values are the same scalar, or both are not there.
func isAlike(a, b *document.Node) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Kind == document.Scalar && b.Kind == document.Scalar && a.String() == b.String()
}

// settings adds values of the configuration. A stack's are called by the project's name.
func (p *program) settings(from *document.Document, section *document.Node, prefix string) {
	if section == nil {
		return
	}
	for i := range section.Entries {
		entry := &section.Entries[i]
		one := setting{from: from, at: from.Whole(entry), value: entry.Value}
		if prefix == "" && entry.Value.Kind == document.Map {
			one.value = entry.Value.Get("default")
			one.secret = entry.Value.Get("secret").String() == "true"
			if given := entry.Value.Get("value"); given != nil {
				one.value = given
			}
		}
		one.secret = one.secret || entry.Value.Get("secure") != nil
		name := strings.TrimPrefix(entry.Name, prefix)
		one.secret = one.secret || p.config[name].secret
		p.config[name] = one
	}
}

// setting is a value of the configuration.
type setting struct {
	from   *document.Document
	at     snapshot.Location
	value  *document.Node
	secret bool
	// varies says that stacks have different values.
	varies bool
}

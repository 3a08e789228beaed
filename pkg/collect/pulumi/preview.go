package pulumi

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/document"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// maxPreview is what a preview of tens of thousands of resources has.
const maxPreview = 256 << 20

// makeAnew is the advice of most sentences.
const makeAnew = "run `pulumi preview --json > preview.json` and give that file"

// CollectPreview hands on the resources of a preview, as one unit, and reports the source
// "plan <name>": it is to its program what a plan is to Terraform's configuration. Whatever is
// wrong with the file is in the report; the error is that of ctx alone.
func CollectPreview(ctx context.Context, name string, r io.Reader, types snapshot.Types, sink collect.Sink) error {
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("read preview %s: %w", collect.Quote(name), err)
	}
	p := &preview{program: program{options: Options{Types: types}, left: maxVisits, source: snapshot.Source{
		ID: "plan " + name, Status: snapshot.Complete, Holds: holds(types), Counts: map[string]int{"resources": 0},
	}}}
	p.read(name, r)
	if len(p.unit) > 0 {
		sink.Observe(p.unit)
	}
	sink.Report(p.source)
	return nil
}

type preview struct {
	program

	seen map[string]bool
}

func (p *preview) fail(at snapshot.Location, message string) {
	p.source.Status, p.source.Reason = snapshot.Failed, message
	p.source.Problems = append(p.source.Problems, snapshot.Problem{
		Kind: snapshot.Broken, Location: &at, Message: collect.Quote(at.File) + " " + message,
	})
}

func (p *preview) read(name string, r io.Reader) {
	whole := snapshot.Location{File: name}
	data, err := io.ReadAll(io.LimitReader(r, maxPreview+1))
	switch {
	case err != nil:
		p.fail(whole, "cannot be read ("+err.Error()+")")
		return
	case len(data) > maxPreview:
		p.fail(whole, fmt.Sprintf("has more than the %d MB that are read of a preview", maxPreview>>20))
		return
	case !bytes.HasPrefix(bytes.TrimLeft(data, "\xEF\xBB\xBF \t\r\n"), []byte("{")):
		p.fail(whole, "is not JSON: "+makeAnew)
		return
	}
	documents, err := document.Parse(name, data)
	if fault, ok := errors.AsType[*document.SyntaxError](err); ok {
		p.fail(fault.At, fault.Message+": "+makeAnew)
		return
	}
	p.document = documents[0]
	steps := p.document.Root.Get("steps")
	if steps == nil {
		p.fail(whole, "is JSON, but no preview of Pulumi's: "+makeAnew)
		return
	}
	p.seen = map[string]bool{}
	for _, step := range steps.Items {
		p.step(step)
	}
	p.sinks()
}

// actions are what a step does, in the words of Terraform's plans; nil for a step that is a
// part of another.
func actions(op string) []any {
	switch op {
	case "create", "import":
		return []any{"create"}
	case "update":
		return []any{"update"}
	case "delete":
		return []any{"delete"}
	case "replace", "import-replacement":
		return []any{"delete", "create"}
	case "same", "refresh":
		return []any{"no-op"}
	default: // create-replacement, delete-replaced, read and the like
		return nil
	}
}

// step observes the resource of one step, as it is after it.
func (p *preview) step(step *document.Node) {
	does := actions(step.Get("op").String())
	state := step.Get("newState")
	if state == nil || len(state.Entries) == 0 {
		state = step.Get("oldState")
	}
	urn := step.Get("urn").String()
	if does == nil || urn == "" || p.seen[urn] {
		return
	}
	p.seen[urn] = true
	p.source.Counts["resources"]++
	at := snapshot.Position{Location: p.document.Place(step)}
	at.EndLine, at.EndColumn = at.StartLine, at.StartColumn
	kind, name := typeOf(state.Get("type").String(), p.options.Types), nameOf(urn)
	values := p.merged(state, at)
	depends := state.Get("propertyDependencies")
	for i, field := range values.Fields {
		refs := p.depends(depends.Get(field.Name))
		if len(refs) > 0 {
			p.flows = append(p.flows, flow{collect.Flow{
				Type: kind, Resource: name, Argument: snake(field.Name), References: refs,
			}, at})
			with := *field.Value
			with.References = refs
			values.Fields[i].Value = &with
		}
	}
	shape := p.options.Types[kind]
	if shape == nil {
		return
	}
	values = translate(values, shape, kind)
	change := &document.Value{Kind: document.Map, At: at}
	list := &document.Value{Kind: document.List, At: at}
	for _, one := range does {
		list.Items = append(list.Items, &document.Value{Scalar: one, At: at})
	}
	change.Set("actions", list)
	values.Set("change", change)
	o := &snapshot.Observation{Type: kind, Source: p.source.ID, Address: name, Complete: true}
	if document.Observe(p.options.Types, o, values, at) {
		p.unit = append(p.unit, o)
	}
}

// merged are the inputs of a resource over what is known of its outputs.
func (p *preview) merged(state *document.Node, at snapshot.Position) *document.Value {
	values := &document.Value{Kind: document.Map, At: at}
	for _, part := range []string{"outputs", "inputs"} {
		n := state.Get(part)
		if n == nil {
			continue
		}
		for i := range n.Entries {
			entry := &n.Entries[i]
			if strings.HasPrefix(entry.Name, "__") {
				continue // of the provider's own
			}
			values.Set(entry.Name, p.planned(entry.Value, p.document.Whole(entry), 0))
		}
	}
	if id := state.Get("id").String(); id != "" && values.Get("id") == nil {
		values.Set("id", document.String(id, at))
	}
	return values
}

// depends are the resources that a property was made from. A preview names no attribute.
func (p *preview) depends(urns *document.Node) []string {
	if urns == nil {
		return nil
	}
	var all []string
	for _, urn := range urns.Items {
		all = append(all, nameOf(urn.String()))
	}
	return all
}

func nameOf(urn string) string { return urn[strings.LastIndex(urn, "::")+len("::"):] }

// planned is a value of a preview. What is computed has a text of its own for that, by kind,
// and a secret is a map with a signature (Pulumi's resource model).
func (p *preview) planned(n *document.Node, at snapshot.Location, depth int) *document.Value {
	where := snapshot.Position{Location: at}
	if p.left--; p.left < 0 || depth > deepest {
		return document.Unclear(where, "", "it is nested too deeply to be read", "")
	}
	v := &document.Value{Kind: n.Kind, Scalar: n.Scalar, At: where}
	switch n.Kind {
	case document.List:
		for _, item := range n.Items {
			v.Items = append(v.Items, p.planned(item, p.document.Place(item), depth+1))
		}
	case document.Map:
		if n.Get("4dabf18193072939515e22adb298388d").String() == "1b47061264138c4ac30d75fd1eb44270" {
			return document.Unclear(where, "", "marked secret", "")
		}
		for i := range n.Entries {
			entry := &n.Entries[i]
			v.Set(entry.Name, p.planned(entry.Value, p.document.Whole(entry), depth+1))
		}
	default:
		switch n.String() {
		case "[secret]":
			return document.Unclear(where, "", "marked secret", "")
		case "04da6b54-80e4-46f7-96ec-b56ff0331ba9", "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
			"3eeb2bf0-c639-47a8-9e75-3b44932eb421", "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
			"dd056dcd-154b-4c76-9bd3-c8f88648b5ff", "[unknown]", "output<string>":
			return document.Unclear(where, "", "known after apply", "")
		}
		return inside(n, where)
	}
	return v
}

// inside is a text that is a policy with something in it that is not known yet: as JSON
// text, which a snapshot could not take apart otherwise.
func inside(n *document.Node, at snapshot.Position) *document.Value {
	text, ok := n.Scalar.(string)
	if !ok || !strings.Contains(text, "04da6b54-80e4-46f7-96ec-b56ff0331ba9") || !json.Valid([]byte(text)) {
		return &document.Value{Scalar: n.Scalar, At: at}
	}
	parsed, err := document.Parse("", []byte(text))
	if err != nil || len(parsed) != 1 {
		return document.Unclear(at, "", "known after apply", "")
	}
	return hidden(parsed[0].Root, at)
}

func hidden(n *document.Node, at snapshot.Position) *document.Value {
	v := &document.Value{Kind: n.Kind, Scalar: n.Scalar, At: at, Note: jsonOf}
	if text := n.String(); strings.Contains(text, "04da6b54-80e4-46f7-96ec-b56ff0331ba9") {
		v = document.Unclear(at, "", "known after apply", "")
		v.Unknown.Pattern = strings.ReplaceAll(text, "04da6b54-80e4-46f7-96ec-b56ff0331ba9", "${unknown}")
	}
	for _, item := range n.Items {
		v.Items = append(v.Items, hidden(item, at))
	}
	for i := range n.Entries {
		v.Fields = append(v.Fields, document.Field{Name: n.Entries[i].Name, Value: hidden(n.Entries[i].Value, at)})
	}
	return v
}

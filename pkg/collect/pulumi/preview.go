package pulumi

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/document"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// maxPreview is what a preview of tens of thousands of resources has.
const maxPreview = 256 << 20

// makeAnew is the advice of most sentences. Without the flag, a preview leaves out what it does
// not change.
const makeAnew = "run `pulumi preview --json --show-sames > preview.json` and give that file"

// CollectPreview hands on the resources of a preview, as one unit, and reports the source
// "plan <name>": it is to its program what a plan is to Terraform's configuration. Where the
// tree has the program, its resources stand on their lines there. Whatever is wrong with the
// file is in the report; the error is that of ctx alone.
func CollectPreview(
	ctx context.Context, name string, r io.Reader, tree *collect.Tree, options Options, sink collect.Sink,
) error {
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("read preview %s: %w", collect.Quote(name), err)
	}
	p := &preview{program: program{options: options, source: snapshot.Source{
		ID: "plan " + name, Status: snapshot.Complete, Holds: holds(options.Types), Counts: map[string]int{"resources": 0},
	}}}
	p.read(name, r, tree)
	if len(p.unit) > 0 {
		sink.Observe(p.unit)
	}
	sink.Report(p.source)
	return nil
}

type preview struct {
	program

	// addresses are what resources are called, by URN.
	addresses map[string]string
	written   writtenAt
}

func (p *preview) fail(at snapshot.Location, message string) {
	p.source.Status, p.source.Reason = snapshot.Failed, message
	p.source.Problems = append(p.source.Problems, snapshot.Problem{
		Kind: snapshot.Broken, Location: &at, Message: collect.Quote(at.File) + " " + message,
	})
}

func (p *preview) read(name string, r io.Reader, tree *collect.Tree) {
	whole := snapshot.Location{File: name}
	// PowerShell writes what is redirected with > in UTF-16.
	text := transform.NewReader(r, unicode.BOMOverride(transform.Nop))
	data, err := io.ReadAll(io.LimitReader(text, maxPreview+1))
	start := bytes.TrimLeft(data, " \t\r\n")
	switch {
	case err != nil:
		p.fail(whole, "cannot be read ("+err.Error()+")")
		return
	case len(data) > maxPreview:
		p.fail(whole, fmt.Sprintf("has more than the %d MB that are read of a preview", maxPreview>>20))
		return
	case bytes.HasPrefix(start, []byte(`{"sequence"`)):
		p.fail(whole, "is a stream of events: unset PULUMI_ENABLE_STREAMING_JSON_PREVIEW, "+makeAnew)
		return
	case !bytes.HasPrefix(start, []byte("{")):
		p.fail(whole, "is not JSON: "+makeAnew)
		return
	}
	documents, err := document.Parse(name, data)
	if fault, ok := errors.AsType[*document.SyntaxError](err); ok {
		p.fail(fault.At, fault.Message+": "+makeAnew)
		return
	}
	p.document, p.left = documents[0], len(data)
	root := p.document.Root
	if len(root.Entries) == 0 {
		p.fail(whole, "is of a preview that failed before its first step: mend what `pulumi preview` says")
		return
	}
	if root.Get("steps") == nil && root.Get("changeSummary") == nil && root.Get("diagnostics") == nil {
		p.fail(whole, "is JSON, but no preview of Pulumi's: "+makeAnew)
		return
	}
	steps := last(root.Get("steps"))
	p.name(steps)
	p.written = findProgram(tree, steps)
	for _, one := range steps {
		p.step(one)
	}
	p.sinks()
	p.judge(root)
}

// judge says what the preview leaves out.
func (p *preview) judge(root *document.Node) {
	lacks := func(message string) {
		p.problem(snapshot.Gap, snapshot.Location{File: p.document.File}, message)
		p.source.Reason = message
	}
	if steps := root.Get("steps"); steps != nil {
		same, _ := strconv.Atoi(root.Get("changeSummary").Get("same").String())
		for _, one := range steps.Items {
			if one.Get("op").String() == "same" {
				same--
			}
		}
		if same > 0 {
			lacks(fmt.Sprintf("leaves out what it does not change (%d): %s", same, makeAnew))
		}
	}
	if p.failed(root.Get("diagnostics")) {
		lacks("is of a preview that failed, so that it may lack resources: mend what its diagnostics say")
	}
}

// failed says whether a preview ended early. The host of a program in YAML tells its mistakes
// as no error, but then there is nothing but the stack.
func (p *preview) failed(diagnostics *document.Node) bool {
	if diagnostics == nil {
		return false
	}
	return slices.ContainsFunc(diagnostics.Items, func(one *document.Node) bool {
		severity := one.Get("severity").String()
		return severity == "error" || severity == "info#err" && p.source.Counts["resources"] <= 1
	})
}

package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"github.com/pinelint/pinelint/pkg/bundle"
	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/report"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// bundling says where the evidence of a run is kept, and who signs it.
type bundling struct {
	folder, sign string

	key *bundle.Key
}

// bundledReports are the files of a bundle that people and other tools read, by their format.
func bundledReports() []output {
	return []output{
		{"text", "report.txt"}, {"html", "report.html"}, {"sarif", "report.sarif"}, {"oscal", "report.oscal.json"},
	}
}

func (b *bundling) flags(flags *pflag.FlagSet) {
	flags.StringVar(&b.folder, "bundle", "",
		"keep the evidence in a new `DIR`: snapshot, results, reports and their sums, for pinelint verify")
	flags.StringVar(&b.sign, "sign", "",
		"sign the bundle with a private `KEY` in PEM (Ed25519 or ECDSA on P-256): a file, env://NAME or - for standard input")
}

// ready finds what would keep a bundle from being written, before anything is read.
func (b *bundling) ready(on system, c *check) error {
	switch {
	case b.folder == "" && b.sign != "":
		return usage("--sign signs a bundle: name its folder with --bundle")
	case b.folder == "":
		return nil
	case c.newFrom+c.waiversFrom != "" || c.baseline.file != "":
		return usage("--bundle keeps what can be judged again from a snapshot: it does not go with " +
			"--baseline, --new-from and --waivers-from")
	case c.fixes:
		return usage("--bundle keeps what can be judged again from a snapshot: it does not go with --fixes")
	case b.sign == "-" && (c.snapshot == "-" || slices.Contains(c.plans, "-")):
		return usage("--sign - reads standard input, which another flag reads already")
	}
	if err := bundle.Free(b.folder); err != nil {
		return usage("--bundle %s is there already: name a new folder", b.folder)
	}
	if b.sign == "" {
		return nil
	}
	text, err := readKey(on, b.sign)
	if err != nil {
		return usage("read --sign: %w", err)
	}
	if b.key, err = bundle.ReadSecretKey(text, on.random); err != nil {
		return usage("--sign %s: %w", b.sign, err)
	}
	return nil
}

const maxKey = 64 << 10

// readKey reads a file, an environment variable or standard input.
func readKey(on system, name string) ([]byte, error) {
	if variable, ok := strings.CutPrefix(name, "env://"); ok {
		return []byte(on.getenv(variable)), nil
	}
	if name == "-" {
		return io.ReadAll(io.LimitReader(on.stdin, maxKey))
	}
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(io.LimitReader(file, maxKey))
}

// settle brings the evidence into the form that a bundle keeps: whoever judges again has no
// other.
func (b *bundling) settle(evidence *evidence) error {
	if b.folder == "" {
		return nil
	}
	var text bytes.Buffer
	if err := snapshot.Write(&text, evidence.snapshot); err != nil {
		return err
	}
	read, err := snapshot.Read(&text)
	if err != nil {
		return err
	}
	evidence.snapshot = read
	evidence.manifest.Waivers = slices.Clone(evidence.manifest.Waivers)
	for i := range evidence.manifest.Waivers {
		waiver := &evidence.manifest.Waivers[i]
		for _, text := range []*string{&waiver.Resource, &waiver.Reason, &waiver.Owner, &waiver.Ticket} {
			*text = evidence.clean(*text)
		}
	}
	return nil
}

// keep writes the bundle, where one was asked for.
func (c *check) keep(
	ctx context.Context, on system, evidence *evidence, results *finding.Results, outcome outcome, now time.Time,
) error {
	if c.bundle.folder == "" {
		return nil
	}
	record, err := c.record(evidence, results, outcome, now)
	if err != nil {
		return err
	}
	record.Written = on.now().UTC().Format(time.RFC3339)
	text, err := record.Encode()
	if err != nil {
		return err
	}
	options := c.options(on, evidence)
	options.Color = false
	if options.Frameworks, err = loadFrameworks(frameworkNames()); err != nil {
		return err
	}
	results = results.Within(c.frameworks)
	parts := []bundle.Part{
		{Name: bundle.RecordFile, Write: func(w io.Writer) error { return write(w, text) }},
		{Name: bundle.SnapshotFile, Write: func(w io.Writer) error { return snapshot.Write(w, evidence.snapshot) }},
		{Name: bundle.ResultsFile, Write: func(w io.Writer) error { return report.Write(w, "json", results, options) }},
	}
	for _, one := range bundledReports() {
		parts = append(parts, bundle.Part{Name: one.file, Write: func(w io.Writer) error {
			return report.Write(interruptible{ctx, w}, one.format, results, options)
		}})
	}
	return errWriting(ctx, "--bundle "+c.bundle.folder, bundle.Write(c.bundle.folder, parts, c.signing(ctx, record)))
}

func write(w io.Writer, data []byte) error {
	_, err := w.Write(data)
	return err
}

// signing signs the sums; nil where nobody does.
func (c *check) signing(ctx context.Context, record *bundle.Record) func([]byte) ([]byte, error) {
	if c.bundle.key == nil {
		return nil
	}
	return func(sums []byte) ([]byte, error) {
		statement, err := bundle.Statement(record, sums)
		if err != nil {
			return nil, err
		}
		return bundle.Sign(ctx, c.bundle.key, statement)
	}
}

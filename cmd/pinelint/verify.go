package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/pinelint/pinelint/pkg/bundle"
	"github.com/pinelint/pinelint/pkg/config"
	"github.com/pinelint/pinelint/pkg/report"
)

// verifying is one run of the command verify.
type verifying struct {
	folder   string
	key      string
	unsigned bool
	maxAge   string
	now      string
	policies []string
}

func newVerifyCommand(on system) *cobra.Command {
	var v verifying
	command := &cobra.Command{
		Use:   "verify DIR",
		Short: "Tell whether a bundle is what check --bundle wrote, and whether it still holds",
		Long: `Verify reads a bundle, uses no network, and refuses it where a file is missing, changed or
added, where the signature is not by the key, where the rules in this program do not give the
same results of the snapshot, or where it is older than --max-age. The first of these that
goes wrong ends it.

Sums alone show accidents: who changes a file can change its sum. Only --key tells who made
the bundle.

Exit codes:
  0  the bundle holds
  1  it is refused
  2  a mistake in the command line, or a folder or key that cannot be read
  3  sums, signature and age hold, but this program has other rules or facts than the bundle,
     so that nobody can tell whether the results follow from the snapshot
  4  a fault of pinelint itself`,
		Example: `  pinelint verify evidence
  pinelint verify evidence --key pinelint.pub --max-age 30d`,
		Args: counted(1, 1),
		RunE: func(command *cobra.Command, args []string) error {
			v.folder = args[0]
			return v.run(command.Context(), on)
		},
	}
	flags := command.Flags()
	flags.StringVar(&v.key, "key", "",
		"the public `KEY` in PEM that must have signed it: a file, env://NAME or - for standard input")
	flags.BoolVar(&v.unsigned, "no-signature", false, "leave the signature of a signed bundle unchecked")
	flags.StringVar(&v.maxAge, "max-age", "",
		"refuse what was judged or written longer ago than this `DURATION`, such as 30d")
	flags.StringVar(&v.now, "now", "", "count the age at this `TIME` (RFC 3339 or YYYY-MM-DD)")
	flags.StringArrayVar(&v.policies, "policy", nil,
		"a `DIR` with the further rules that judged (repeatable, in the order that check had)")
	return command
}

// refusal is what is wrong with a bundle.
type refusal struct{ error }

func (v *verifying) run(ctx context.Context, on system) error {
	now, err := parseTime(v.now, on.now)
	if err != nil {
		return err
	}
	limit, err := v.limit()
	if err != nil {
		return err
	}
	key, err := v.readKey(on)
	if err != nil {
		return err
	}
	read, faults, err := bundle.Open(v.folder)
	if err != nil {
		return usage("read the bundle: %w", err)
	}
	say := func(what, text string) { fmt.Fprintf(on.stdout, "%-10s %s\n", what, report.Printable(text)) }
	for _, fault := range faults {
		say("refused", fault)
	}
	if len(faults) > 0 {
		return v.refused()
	}
	say("sums", plural(read.Files, "file")+" as listed")
	err = v.steps(ctx, read, key, now, limit, say)
	if wrong, ok := errors.AsType[refusal](err); ok {
		say("refused", wrong.Error())
		return v.refused()
	}
	return err
}

func (v *verifying) refused() error {
	return &exitError{code: exitFindings, err: fmt.Errorf("%s is refused", filepath.ToSlash(v.folder))}
}

// steps look at what the files say, one after the other.
func (v *verifying) steps(
	ctx context.Context, read *bundle.Bundle, key *bundle.Key, now time.Time, limit time.Duration,
	say func(what, text string),
) error {
	record, err := bundle.ParseRecord(read.Record)
	if err != nil {
		return refusal{err}
	}
	by, err := v.signature(ctx, read, record, key)
	if err != nil {
		return err
	}
	say("signature", by)
	age, err := ageOf(record, now, limit)
	if err != nil {
		return err
	}
	say("age", age)
	results, err := v.results(ctx, read, record)
	if err != nil {
		return err
	}
	say("results", results)
	return nil
}

// signature says who signed.
func (v *verifying) signature(
	ctx context.Context, read *bundle.Bundle, record *bundle.Record, key *bundle.Key,
) (string, error) {
	switch {
	case read.Envelope == nil && key != nil:
		return "", refusal{errors.New("it is not signed, and --key demands it")}
	case read.Envelope == nil:
		return "none: nothing tells who made the bundle", nil
	case key == nil && !v.unsigned:
		return "", usage("the bundle is signed: name the public key with --key, or leave it unchecked with --no-signature")
	}
	statement, err := bundle.Statement(record, read.Sums)
	if err != nil {
		return "", refusal{err}
	}
	if err := bundle.Signed(ctx, key, read.Envelope, statement); err != nil {
		return "", refusal{err}
	}
	if key == nil {
		return "not checked: nothing tells who made the bundle", nil
	}
	id, err := key.KeyID()
	return "good, by the key " + id, err
}

func (v *verifying) readKey(on system) (*bundle.Key, error) {
	switch {
	case v.key == "":
		return nil, nil
	case v.unsigned:
		return nil, usage("--no-signature checks none: it does not go with --key")
	}
	text, err := readKey(on, v.key)
	if err != nil {
		return nil, usage("read --key: %w", err)
	}
	key, err := bundle.ReadPublicKey(text)
	if err != nil {
		return nil, usage("--key %s: %w", v.key, err)
	}
	return key, nil
}

// limit is the highest age; 0 for none.
func (v *verifying) limit() (time.Duration, error) {
	var limit config.Duration
	if v.maxAge == "" {
		return 0, nil
	}
	if err := limit.UnmarshalText([]byte(v.maxAge)); err != nil {
		return 0, usage("--max-age %q: %w", v.maxAge, err)
	}
	if limit == 0 {
		return 0, usage("--max-age %q would refuse every bundle: name a longer time", v.maxAge)
	}
	return time.Duration(limit), nil
}

// skew is by how much the clock of who wrote a bundle may be ahead.
const skew = 5 * time.Minute

// ageOf says how old a bundle is: neither a clock nor --now makes it younger than the older of
// both.
func ageOf(record *bundle.Record, now time.Time, limit time.Duration) (string, error) {
	first, last := record.At()
	age := now.Sub(first)
	switch {
	case last.Sub(now) > skew:
		return "", refusal{fmt.Errorf("it is of %s, which is still to come", last.Format(time.RFC3339))}
	case limit > 0 && age > limit:
		return "", refusal{fmt.Errorf("it is of %s, which is longer ago than --max-age allows", first.Format(time.RFC3339))}
	}
	return fmt.Sprintf("%s, of %s", plural(int(max(age, 0)/(24*time.Hour)), "day"), first.UTC().Format(time.RFC3339)), nil
}

// results judges the snapshot again, where this program has the rules that judged it.
func (v *verifying) results(ctx context.Context, read *bundle.Bundle, record *bundle.Record) (string, error) {
	custom, err := policyFolders(v.policies)
	if err != nil {
		return "", err
	}
	own, err := digestsOf(custom)
	if err != nil {
		return "", err
	}
	for _, one := range []struct {
		what string
		same bool
	}{
		{"rules", own.Rules == record.Policies.Rules},
		{"facts", own.Facts == record.Policies.Facts},
		{"rules of --policy", slices.Equal(own.Custom, record.Policies.Custom)},
	} {
		if !one.same {
			return "", &exitError{code: exitIncomplete, err: fmt.Errorf(
				"nobody can tell whether the results follow from the snapshot: "+
					"pinelint %s judged by other %s than this pinelint %s has",
				record.Version, one.what, version)}
		}
	}
	again := rejudging{record: record, custom: custom}
	if err := again.run(ctx, read); err != nil {
		return "", err
	}
	return "the same again, and the same end: " + record.Outcome.Reason, nil
}

package fix

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"

	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// Judged is what one run saw and said.
type Judged struct {
	Evidence *snapshot.Snapshot
	Results  *finding.Results
}

// Prover proves changes by judging the repository as it would be with them.
type Prover struct {
	// FS is the repository, and Before what a run said of it.
	FS     fs.FS
	Before Judged
	// Judge collects and judges anew, as the first run did, with other contents of some files.
	Judge func(ctx context.Context, content map[string][]byte) (Judged, error)
	// Declared has, by the place of a block, everything that any root module of the
	// repository makes of it, also what has nothing to do with Pinecone and was left out of
	// the evidence.
	Declared func(ctx context.Context) (map[snapshot.Location][]Declaration, error)
}

// Proved are the changes that hold together.
type Proved struct {
	Changes []*Change
	// Before and After are the contents of the files that change.
	Before, After map[string][]byte
}

// Files are the names of the files that change, sorted.
func (p *Proved) Files() []string { return slices.Sorted(maps.Keys(p.After)) }

// Prove keeps the changes that do what they should and nothing else. All are tried at
// once; only where that fails they are tried in halves, on top of what has been proved. An
// error is one of judging, not of a change.
func (p *Prover) Prove(ctx context.Context, changes []*Change) (*Proved, []Left, error) {
	if len(changes) == 0 {
		return &Proved{}, nil, nil
	}
	sole, left, err := p.sole(ctx, changes)
	if err != nil {
		return nil, nil, err
	}
	t := &trial{prover: p, ctx: ctx, left: left}
	kept, err := t.extend(nil, t.apart(sole))
	if err != nil {
		return nil, nil, err
	}
	before, after, err := p.contents(kept)
	if err != nil {
		return nil, nil, err
	}
	return &Proved{Changes: kept, Before: before, After: after}, t.left, nil
}

// sole leaves out changes of blocks that also make something else: what was not judged, or
// what nobody asks to change.
func (p *Prover) sole(ctx context.Context, changes []*Change) ([]*Change, []Left, error) {
	declared, err := p.Declared(ctx)
	if err != nil {
		return nil, nil, err
	}
	judged := map[Declaration]bool{}
	for key := range observations(p.Before.Evidence) {
		judged[key.Declaration] = true
	}
	var kept []*Change
	var left []Left
	for _, change := range changes {
		if reason := change.shared(declared, judged); reason != nil {
			left = append(left, change.leave(reason.Error())...)
			continue
		}
		kept = append(kept, change)
	}
	return kept, left, nil
}

func (c *Change) shared(declared map[snapshot.Location][]Declaration, judged map[Declaration]bool) error {
	for _, wanted := range c.asked {
		for _, other := range declared[wanted.block] {
			asks := func(one asked) bool { return one.Declaration == other }
			what := fmt.Sprintf("the same block makes %s in %s", other.Address, other.Source)
			switch {
			case !judged[other]:
				return fmt.Errorf("%s, which was not judged", what)
			case wanted.direct && !slices.ContainsFunc(c.asked, asks):
				return fmt.Errorf("%s, which has no such finding", what)
			}
		}
	}
	return nil
}

func (c *Change) leave(reason string) []Left {
	left := make([]Left, len(c.Findings))
	for i, found := range c.Findings {
		left[i] = Left{Finding: found, Reason: reason}
	}
	return left
}

// ErrChanged says that a file is not any more what its edits were made for.
var ErrChanged = errors.New("has changed since it was read: run it again")

// maxRuns bounds how often the repository is judged again.
const maxRuns = 100

// trial is one search for the changes that hold.
type trial struct {
	prover *Prover
	runs   int
	ctx    context.Context //nolint:containedctx // it lives as long as one call of Prove
	left   []Left
}

// apart leaves out what touches the same text as an earlier change.
func (t *trial) apart(changes []*Change) []*Change {
	var kept []*Change
	var taken []edit
	for _, change := range changes {
		with := ordered(slices.Concat(taken, change.edits))
		if overlap(with) {
			t.left = append(t.left, change.leave("another repair changes the same text: run fix again after it")...)
			continue
		}
		kept, taken = append(kept, change), with
	}
	return kept
}

// extend adds to what holds as many changes as hold with it.
func (t *trial) extend(base, changes []*Change) ([]*Change, error) {
	if len(changes) == 0 {
		return base, nil
	}
	if t.runs++; t.runs > maxRuns {
		for _, change := range changes {
			t.left = append(t.left, change.leave("too many others failed before it was tried: choose it with --rule")...)
		}
		return base, nil
	}
	all := slices.Concat(base, changes)
	reason, err := t.prover.holds(t.ctx, all)
	switch {
	case err != nil:
		return nil, err
	case reason == nil:
		return all, nil
	case len(changes) == 1:
		t.left = append(t.left, changes[0].leave(reason.Error())...)
		return base, nil
	}
	half := len(changes) / 2
	if base, err = t.extend(base, changes[:half]); err != nil {
		return nil, err
	}
	return t.extend(base, changes[half:])
}

// holds judges the repository with the changes. The reason says why they may not be made.
func (p *Prover) holds(ctx context.Context, changes []*Change) (reason, err error) {
	before, after, err := p.contents(changes)
	if err != nil {
		return nil, err
	}
	if maps.EqualFunc(before, after, bytes.Equal) {
		return errors.New("it changes nothing"), nil
	}
	judged, err := p.Judge(ctx, after)
	if err != nil {
		return nil, err
	}
	wanted := map[Declaration][]finding.Operation{}
	var repaired []string
	for _, change := range changes {
		for _, one := range change.asked {
			wanted[one.Declaration] = append(wanted[one.Declaration], one.operation)
		}
		for _, i := range change.Findings {
			repaired = append(repaired, p.Before.Results.Findings[i].Fingerprint)
		}
	}
	if reason := better(p.Before.Results, judged.Results, repaired); reason != nil {
		return reason, nil
	}
	return agrees(p.Before.Evidence, judged.Evidence, wanted), nil
}

// contents are the files that changes touch, as they are and as they would be.
func (p *Prover) contents(changes []*Change) (before, after map[string][]byte, err error) {
	before, after = map[string][]byte{}, map[string][]byte{}
	var all []edit
	for _, change := range changes {
		all = append(all, change.edits...)
	}
	byFile := map[string][]edit{}
	for _, e := range ordered(all) {
		byFile[e.file] = append(byFile[e.file], e)
	}
	for name, edits := range byFile {
		if before[name], err = fs.ReadFile(p.FS, name); err != nil {
			return nil, nil, fmt.Errorf("read %s again: %w", name, err)
		}
		if !bytes.Equal(before[name], changes[0].read.read[name].data) {
			return nil, nil, fmt.Errorf("%s %w", name, ErrChanged)
		}
		after[name] = apply(name, before[name], edits)
	}
	return before, after, nil
}

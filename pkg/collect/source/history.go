package source

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"path"
	"slices"
	"sync"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/history"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

const historyID = "secrets in the history"

// commits are what a repository had, as [history.History] reads it.
type commits interface {
	Blobs(ctx context.Context, jobs int, visit func(blob history.ID, content []byte)) error
	Places(ctx context.Context, folder string, wanted map[history.ID]bool) (map[history.ID]history.Place, error)
	Unread() []string
}

// past are the secrets of the blobs of a history.
type past struct {
	mu      sync.Mutex
	blobs   map[history.ID][]old
	kept    int
	more    bool
	counts  map[string]int
	present map[string]bool
	tree    *collect.Tree
	leftOut func(file string) bool
}

// old is a secret in a blob.
type old struct {
	hit

	secret, variable string
	written          []string
	line             int32
}

// collectHistory hands on a repository_secret for every secret that a commit has and that no
// file has any more, once, where it came first. Present are those that files have.
func collectHistory(
	ctx context.Context, tree *collect.Tree, options Options, present map[string]bool, sink collect.Sink,
) error {
	p := &past{
		blobs: map[history.ID][]old{}, present: present, tree: tree, leftOut: options.LeftOut,
		counts: map[string]int{"blobs": 0, "bytes": 0, "binary": 0},
	}
	if err := options.History.Blobs(ctx, options.Jobs, p.visit); err != nil {
		return err //nolint:wrapcheck // it says what was read
	}
	wanted := map[history.ID]bool{}
	for blob := range p.blobs {
		wanted[blob] = true
	}
	places := map[history.ID]history.Place{}
	if len(wanted) > 0 {
		var err error
		if places, err = options.History.Places(ctx, cmp.Or(options.Folder, "."), wanted); err != nil {
			return err //nolint:wrapcheck // as above
		}
	}
	if unit := finished(options.Types, p.observe(places, options.Found)); len(unit) > 0 {
		sink.Observe(unit)
	}
	sink.Report(p.report(options.History.Unread()))
	return nil
}

// mostOld bounds the secrets that are kept of a history.
const mostOld = 100_000

func (p *past) visit(blob history.ID, content []byte) {
	text, isText := decode(content)
	isText = isText && !isArchive(content)
	var found []old
	if isText {
		found = p.missing(text)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.counts["bytes"] += len(content)
	if !isText {
		p.counts["binary"]++
		return
	}
	p.counts["blobs"]++
	if len(found) == 0 {
		return
	}
	if p.kept += len(found); p.kept > mostOld {
		p.more = true
		return
	}
	p.blobs[blob] = found
}

// missing are the secrets of a text that no file has.
func (p *past) missing(text []byte) []old {
	hits := find(text)
	if len(hits) == 0 {
		return nil
	}
	var places *collect.Text
	var found []old
	for _, h := range hits[:min(len(hits), mostHits)] {
		secret := h.secret(text)
		if h.prefix != "" || p.present[secret] {
			continue
		}
		if places == nil {
			places = collect.NewText("", text)
		}
		at := places.Location(h.at(text).start, h.at(text).end)
		one := old{hit: h, secret: secret, line: at.StartLine, written: secretsOf(text, []hit{h})}
		if h.name.end > 0 {
			one.variable = h.name.of(text)
		}
		found = append(found, one)
	}
	return found
}

// observe makes an observation of each secret, where it came first.
func (p *past) observe(places map[history.ID]history.Place, tell func(string)) []*snapshot.Observation {
	blobs := slices.SortedFunc(maps.Keys(places), func(a, b history.ID) int {
		return cmp.Compare(places[a].Order, places[b].Order)
	})
	seen := map[string]bool{}
	count := map[string]int{}
	var observations []*snapshot.Observation
	for _, blob := range blobs {
		for _, one := range p.blobs[blob] {
			if seen[one.secret] {
				continue
			}
			seen[one.secret] = true
			for _, secret := range one.written {
				if tell != nil {
					tell(secret)
				}
			}
			observations = append(observations, one.observe(places[blob], p.stands(one, places[blob].File), count))
		}
	}
	return observations
}

// stands says whether the file still has a secret, in a folder that is not searched.
func (p *past) stands(one old, file string) bool {
	if !p.tree.IsExcluded(file) || p.leftOut != nil && p.leftOut(file) {
		return false
	}
	data, err := p.tree.Read(file)
	return err == nil && slices.Contains(Secrets(data), one.secret)
}

// observe has no line in its location: the file that is there now is another text, or is gone.
// What stands in it all the same has no commit.
func (o old) observe(place history.Place, stands bool, count map[string]int) *snapshot.Observation {
	file := collect.Redact(path.Clean(place.File))
	values := map[string]any{"file": file, "kind": o.kind, "shape": o.shape}
	line := fmt.Sprintf("%s:%d", file, o.line)
	if !stands {
		id := place.Commit.String()
		values["commit"], values["line"] = id, float64(o.line)
		line = id + ":" + line
	}
	if o.variable != "" {
		values["variable"] = o.variable
	}
	count[line]++
	return &snapshot.Observation{
		Type: "repository_secret", Source: historyID, Complete: true, Values: values,
		Address:   fmt.Sprintf("%s:%d", line, count[line]),
		Locations: snapshot.Locations{{Position: snapshot.Position{Location: snapshot.Location{File: file}}}},
	}
}

func (p *past) report(unread []string) snapshot.Source {
	report := snapshot.Source{
		ID: historyID, Status: snapshot.Complete, Holds: []string{"repository_secret"}, Counts: p.counts,
	}
	if p.more {
		unread = append(unread, fmt.Sprintf("it has more than %d places with secrets", mostOld))
	}
	for _, clause := range unread {
		report.Status, report.Reason = snapshot.Partial, "some of the history could not be searched"
		report.Problems = append(report.Problems, snapshot.Problem{
			Kind: snapshot.Gap, Message: "the history was not searched in whole: " + collect.Redact(clause),
		})
	}
	return report
}

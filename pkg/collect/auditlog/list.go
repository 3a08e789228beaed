package auditlog

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/pinelint/pinelint/pkg/collect"
)

const (
	// accessTest is the object that Pinecone writes to see that it may (guide "Configure
	// audit logs"); it is no batch.
	accessTest = "audit-log-access-test"
	// maxBatches bounds a listing: some ten years of a batch every half hour.
	maxBatches = 200_000
	// maxSkew is by how much two clocks may differ.
	maxSkew = time.Hour
	// maxLate is how much later than its events a batch may be written and still be found
	// when the period ends at a time.
	maxLate = 24 * time.Hour
)

// listing is what was found at a destination.
type listing struct {
	// batches are those that can have events of the period, the oldest first.
	batches []Batch
	// others is how many batches lie outside of it.
	others int
	// failed is why there may be more.
	failed error
}

// list finds the batches of the period. A batch is written after what is in it happened.
func (r *reader) list(ctx context.Context) listing {
	ctx, watch := watched(ctx, r.options.Idle)
	defer watch.stop()
	var found listing
	seen := map[string]bool{}
	for batch, err := range r.options.Batches.List(ctx) {
		if err != nil {
			found.failed = because(ctx, err)
			break
		}
		watch.alive()
		if seen[batch.Key] || isOther(batch) {
			continue
		}
		if len(seen) >= maxBatches {
			found.failed = fmt.Errorf("there are more than the %d batches that are listed", maxBatches)
			break
		}
		seen[batch.Key] = true
		if r.mayHold(batch) {
			found.batches = append(found.batches, batch)
		} else {
			found.others++
		}
	}
	slices.SortFunc(found.batches, func(a, b Batch) int {
		if order := a.Time.Compare(b.Time); order != 0 {
			return order
		}
		return strings.Compare(a.Key, b.Key)
	})
	return found
}

// isOther says of an object that it is no batch: Pinecone's test, or what consoles make for
// a folder.
func isOther(batch Batch) bool {
	return path.Base(batch.Key) == accessTest || strings.HasSuffix(batch.Key, "/")
}

func (r *reader) mayHold(batch Batch) bool {
	o := r.options
	switch {
	case batch.Time.IsZero():
		return true
	case batch.Time.Before(o.Since.Add(-maxSkew)):
		return false
	default:
		return o.Until.IsZero() || batch.Time.Before(o.Until.Add(maxLate))
	}
}

// because prefers the reason for which a context ended to the error that it caused.
func because(ctx context.Context, err error) error {
	if cause := context.Cause(ctx); cause != nil {
		return cause
	}
	return err
}

// quote writes a key or a word of an event into a sentence.
func quote(text string) string { return collect.Quote(bounded(text)) }

// maxText bounds what is kept of a string in an event, in bytes.
const maxText = 200

// bounded is a text of which no secret and no more than one line is kept, and nothing that
// moves a terminal's cursor or turns the direction of writing.
func bounded(text string) string {
	text = collect.Redact(text)
	if strings.ContainsFunc(text, isUnseen) {
		text = strings.Map(func(r rune) rune {
			if isUnseen(r) {
				return ' '
			}
			return r
		}, text)
	}
	if len(text) > maxText {
		text = strings.ToValidUTF8(text[:maxText], "") + "…"
	}
	return text
}

func isUnseen(r rune) bool {
	return r < ' ' || r >= 0x7f && unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp)
}

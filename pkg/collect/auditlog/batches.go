package auditlog

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"path"
	"strconv"
	"strings"
	"time"

	"github.com/pinelint/pinelint/pkg/lazyregexp"
)

// Batches are the objects at a destination.
type Batches interface {
	// List yields every object below the prefix, in any order, and ends at the first error.
	List(ctx context.Context) iter.Seq2[Batch, error]
	// Open gives an object's bytes; they end when ctx does. An object that is no longer there
	// is an error that is [fs.ErrNotExist], one that may not be read a [*RefusedError].
	Open(ctx context.Context, key string) (io.ReadCloser, error)
}

// Batch is one object.
type Batch struct {
	Key string
	// Time is when it was written, zero where nobody knows.
	Time time.Time
	// Size is in bytes, as they are stored.
	Size int64
}

// RefusedError is an error for want of a permission.
type RefusedError struct {
	// Permission is what was missing: "s3:GetObject".
	Permission string
	// Grant is what gives it, as [snapshot.Refusal] has it.
	Grant string
}

func (r *RefusedError) Error() string { return "the permission " + r.Permission + " is missing" }

// Folder is a folder that batches were copied to. The file system must not let a path or a
// symbolic link leave its root (see [os.Root]).
func Folder(fsys fs.FS) Batches { return folder{fsys} }

type folder struct{ fsys fs.FS }

// List takes what no program hides: no name that begins with a dot.
func (f folder) List(ctx context.Context) iter.Seq2[Batch, error] {
	return func(yield func(Batch, error) bool) {
		err := fs.WalkDir(f.fsys, ".", func(name string, entry fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case ctx.Err() != nil:
				return context.Cause(ctx)
			case strings.HasPrefix(path.Base(name), ".") && name != ".":
				if entry.IsDir() {
					return fs.SkipDir
				}
				return nil
			case !entry.Type().IsRegular():
				return nil
			}
			info, err := entry.Info()
			if err != nil {
				return err
			}
			written, _ := keyTime(name) // a copy's own time may be that of the copying
			if !yield(Batch{Key: name, Time: written, Size: info.Size()}, nil) {
				return fs.SkipAll
			}
			return nil
		})
		if err != nil {
			yield(Batch{}, fmt.Errorf("list the folder: %w", err))
		}
	}
}

// Open reads a file, which nothing ends before it does.
func (f folder) Open(_ context.Context, key string) (io.ReadCloser, error) { return f.fsys.Open(key) }

// keyTimes finds the time that a batch's key is made of. Pinecone documents that there is
// one and not its form: a date and a time with or without signs between them.
var keyTimes = lazyregexp.New(
	`(?:^|\D)(\d{4})[-/_]?(\d{2})[-/_]?(\d{2})[T/_ -]?(\d{2})[:/_-]?(\d{2})(?:[:/_-]?(\d{2}))?(?:\.\d+)?Z?(?:\D|$)`)

// keySeconds finds a time as Unix seconds or milliseconds.
var keySeconds = lazyregexp.New(`(?:^|\D)(\d{10})(\d{3})?(?:\D|$)`)

// keyTime is the time in a key, in UTC: the last one, as folders may have the day once more. A
// copy of a batch may have lost its own.
func keyTime(key string) (at time.Time, ok bool) {
	for rest := key; ; {
		found := keyTimes().FindStringSubmatchIndex(rest)
		if found == nil {
			break
		}
		if read, valid := readTime(rest, found); valid {
			at, ok = read, true
		}
		rest = rest[found[3]:] // behind the year
	}
	if ok {
		return at, true
	}
	if found := keySeconds().FindStringSubmatch(key); found != nil {
		seconds, err := strconv.ParseInt(found[1], 10, 64)
		if at := time.Unix(seconds, 0).UTC(); err == nil && at.Year() >= 2019 && at.Year() < 2100 {
			return at, true
		}
	}
	return time.Time{}, false
}

// readTime is the time of a match of keyTimes.
func readTime(text string, found []int) (time.Time, bool) {
	var digits strings.Builder
	for group := 2; group < len(found); group += 2 {
		if found[group] >= 0 {
			digits.WriteString(text[found[group]:found[group+1]])
		}
	}
	const form = "20060102150405"
	at, err := time.Parse(form, digits.String()+strings.Repeat("0", len(form)-digits.Len()))
	return at, err == nil && at.Year() >= 2019
}

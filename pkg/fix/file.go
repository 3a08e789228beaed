package fix

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// span is a range of bytes in a file.
type span struct{ start, end int }

func (s span) contains(other span) bool { return s.start <= other.start && other.end <= s.end }

// nowhere is the span of what is no part of the text: of the whole of it.
func nowhere() span { return span{-1, -1} }

// request is one operation where it meets a file: the place of the value, or of its
// nearest parent that stands in a file, and the tokens of the pointer below that.
type request struct {
	at        span
	below     []string
	operation finding.Operation
}

// format knows how to edit one kind of file.
type format interface {
	edits(wanted request) ([]edit, error)
}

// files reads the files to edit, each once.
type files struct {
	fsys fs.FS
	read map[string]*file
}

// file is one file with what was found out about it.
type file struct {
	name string
	data []byte
	text *collect.Text
	hcl  *hclFile // once it was parsed
}

func newFiles(fsys fs.FS) *files { return &files{fsys: fsys, read: map[string]*file{}} }

func (f *files) get(name string) (*file, error) {
	if known, ok := f.read[name]; ok {
		return known, nil
	}
	if err := plain(f.fsys, name); err != nil {
		return nil, err
	}
	data, err := collect.ReadFile(f.fsys, name)
	if err != nil {
		return nil, fmt.Errorf("%s %w", name, err)
	}
	if !utf8.Valid(data) {
		return nil, fmt.Errorf("%s is not UTF-8", name)
	}
	if tooDeep(data) {
		return nil, fmt.Errorf("%s is nested too deeply to be edited", name)
	}
	read := &file{name: name, data: data, text: collect.NewText(name, data)}
	f.read[name] = read
	return read, nil
}

// plain refuses what is reached through a symbolic link: the file that would change is
// another one than the one that is named.
func plain(fsys fs.FS, name string) error {
	if !fs.ValidPath(name) {
		return errors.New("its file is outside of the repository")
	}
	if strings.ContainsFunc(name, unicode.IsControl) {
		return errors.New("the name of its file has control characters") // which would end a diff's header
	}
	for part := name; part != "."; part = path.Dir(part) {
		info, err := fs.Lstat(fsys, part)
		switch {
		case err != nil:
			return fmt.Errorf("%s cannot be read", name)
		case info.Mode()&fs.ModeSymlink != 0:
			return fmt.Errorf("%s is a symbolic link, which is not written through", part)
		case part == name && !info.Mode().IsRegular():
			return fmt.Errorf("%s is no regular file", name)
		}
	}
	return nil
}

// The parsers recurse for each bracket, operator and conditional, and a stack overflow
// cannot be caught.
const (
	maxDepth     = 200
	maxOperators = 20_000
)

func tooDeep(data []byte) bool {
	depth, operators := 0, 0
	for _, b := range data {
		switch b {
		case '{', '[', '(':
			if depth++; depth > maxDepth {
				return true
			}
		case '}', ']', ')':
			depth--
		case '!', '?':
			operators++
		}
	}
	return operators > maxOperators || bytes.Contains(data, bytes.Repeat([]byte{'-'}, maxOperators))
}

// format is by the file's name; the observation tells Terraform's JSON from other.
func (f *file) format(of *snapshot.Observation) format {
	switch suffix := path.Ext(f.name); {
	case isHCL(f.name):
		return hclFormat{file: f}
	case suffix == ".json":
		return jsonFormat{data: f.data, templates: strings.HasPrefix(of.Source, "terraform ")}
	case suffix == ".yaml" || suffix == ".yml":
		return yamlFormat{file: f}
	default:
		return noFormat{name: f.name}
	}
}

func isHCL(name string) bool {
	switch path.Ext(name) {
	case ".tf", ".tofu", ".tfvars":
		return true
	}
	return false
}

type noFormat struct{ name string }

func (n noFormat) edits(request) ([]edit, error) {
	return nil, fmt.Errorf("%s is of a kind that is not edited", n.name)
}

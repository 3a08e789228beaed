package lang

import (
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/pinelint/pinelint/pkg/collect"
)

// What a pattern of fileset may have: the time that matching takes grows with the product.
const (
	maxPattern      = 256 // bytes
	maxAlternatives = 4   // pairs of braces
)

func fileFunctions(scope Scope) map[string]function.Function {
	table := map[string]function.Function{
		"file":             scope.file(validText),
		"filebase64":       scope.fileDigest(base64.StdEncoding.EncodeToString),
		"filebase64sha256": scope.fileDigest(sha256Base64),
		"filebase64sha512": scope.fileDigest(sha512Base64),
		"fileexists":       scope.fileExists(),
		"filemd5":          scope.fileDigest(md5Hex),
		"fileset":          scope.fileSet(),
		"filesha1":         scope.fileDigest(sha1Hex),
		"filesha256":       scope.fileDigest(sha256Hex),
		"filesha512":       scope.fileDigest(sha512Hex),
	}
	for name, f := range table {
		table[name] = guard(f, nil)
	}
	return table
}

func (s Scope) fileDigest(of digest) function.Function {
	return s.file(func(data []byte) (string, error) { return of(data), nil })
}

func (s Scope) file(present func(data []byte) (string, error)) function.Function {
	return textFunction(func(args []string) (string, error) {
		data, err := s.read(args[0])
		if err != nil {
			return "", err
		}
		text, err := present(data)
		if err != nil {
			return "", fmt.Errorf("%q: %w", args[0], err)
		}
		return text, nil
	}, "path")
}

func (s Scope) fileExists() function.Function {
	return function.New(&function.Spec{
		Params:       textParameters("path"),
		Type:         function.StaticReturnType(cty.Bool),
		RefineResult: notNull,
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			name := args[0].AsString()
			full, err := s.resolve(name)
			if err != nil {
				return cty.NilVal, err
			}
			info, err := fs.Stat(s.FS, full)
			switch {
			case errors.Is(err, fs.ErrNotExist):
				return cty.False, nil
			case err != nil:
				return cty.NilVal, unreadable(name, err)
			case !info.Mode().IsRegular():
				return cty.NilVal, fmt.Errorf("%q is not a file", name)
			}
			return cty.True, nil
		},
	})
}

// fileSet lists the files below a folder whose path from there matches the pattern. It
// does not enter folders that are symbolic links.
func (s Scope) fileSet() function.Function {
	return function.New(&function.Spec{
		Params:       textParameters("path", "pattern"),
		Type:         function.StaticReturnType(cty.Set(cty.String)),
		RefineResult: notNull,
		Impl: func(args []cty.Value, _ cty.Type) (cty.Value, error) {
			names, err := s.match(args[0].AsString(), args[1].AsString())
			if err != nil {
				return cty.NilVal, err
			}
			if len(names) == 0 {
				return cty.SetValEmpty(cty.String), nil
			}
			return cty.SetVal(names), nil
		},
	})
}

func (s Scope) match(folder, pattern string) ([]cty.Value, error) {
	if len(pattern) > maxPattern || strings.Count(pattern, "{") > maxAlternatives {
		return nil, fmt.Errorf("the pattern has more than %d bytes or %d braces", maxPattern, maxAlternatives)
	}
	if !doublestar.ValidatePattern(pattern) {
		return nil, fmt.Errorf("%q is not a pattern of files", pattern)
	}
	base, err := s.resolve(folder)
	if err != nil {
		return nil, err
	}
	if strings.Contains(pattern, "..") {
		return nil, fmt.Errorf("%q may leave the folder %q: give another folder", pattern, folder)
	}
	below, err := fs.Sub(s.FS, base)
	if err != nil {
		return nil, unreadable(folder, err)
	}
	var names []cty.Value
	err = doublestar.GlobWalk(below, path.Clean(pattern), func(name string, entry fs.DirEntry) error {
		if entry.Type().IsRegular() || collect.IsFile(below, name) {
			names = append(names, cty.StringVal(name))
		}
		if len(names) > maxElements {
			return errTooManyElements
		}
		return nil
	})
	return names, err
}

func (s Scope) read(name string) ([]byte, error) {
	full, err := s.resolve(name)
	if err != nil {
		return nil, err
	}
	data, err := collect.ReadFile(s.FS, full)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("there is no file %q in %s", name, s.folder())
	}
	if err != nil {
		return nil, unreadable(name, err)
	}
	return data, nil
}

// resolve is the path in FS. It refuses what would leave FS, and ~, the user's folder.
func (s Scope) resolve(name string) (string, error) {
	full := path.Join(s.Root, name)
	if name == "" {
		return "", errors.New("the path is empty")
	}
	if path.IsAbs(name) || strings.HasPrefix(name, "~") || !fs.ValidPath(full) {
		return "", outside(name)
	}
	return full, nil
}

func (s Scope) folder() string {
	if root := path.Clean(s.Root); root != "." {
		return collect.Quote(root)
	}
	return "the scanned folder"
}

func outside(name string) error { return fmt.Errorf("%q is outside the scanned folder", name) }

// unreadable tells a link that leaves the folder from what cannot be read otherwise. The
// os package has no value for the former's error, only its text.
func unreadable(name string, err error) error {
	if strings.Contains(err.Error(), "escapes from parent") {
		return outside(name)
	}
	return fmt.Errorf("%q %w", name, err)
}

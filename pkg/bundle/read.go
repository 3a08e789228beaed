package bundle

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
)

// What a bundle may have at most. Who made one need not mean well.
const (
	maxFiles = 64
	maxSmall = 1 << 20
	maxLarge = 256 << 20
)

// limit is how long a file may be.
func limit(name string) int64 {
	if name == SumsFile || name == EnvelopeFile {
		return maxSmall
	}
	return maxLarge
}

// Bundle is what was read of a folder, where its sums are right.
type Bundle struct {
	Record, Snapshot, Results []byte
	Sums                      []byte
	// Envelope is nil where nobody signed.
	Envelope []byte
	// Files is how many have a sum.
	Files int
}

// Open reads a bundle. The faults are sentences, one for each file that is not as the sums say;
// with any of them there is no bundle. An error is a folder that cannot be read at all.
func Open(folder string) (read *Bundle, faults []string, err error) {
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, nil, err
	}
	defer root.Close()
	entries, err := fs.ReadDir(root.FS(), ".")
	if err != nil {
		return nil, nil, err
	}
	if len(entries) > maxFiles {
		return nil, []string{fmt.Sprintf("it has %d entries, and a bundle at most %d", len(entries), maxFiles)}, nil
	}
	for _, entry := range entries {
		if !entry.Type().IsRegular() {
			faults = append(faults, fmt.Sprintf("%s is no plain file, and a bundle has nothing else", entry.Name()))
		}
	}
	if len(faults) > 0 {
		return nil, faults, nil
	}
	r := &reader{root: root}
	if read = r.all(entries); len(r.faults) > 0 {
		return nil, r.faults, nil
	}
	return read, nil, nil
}

// reader collects what is wrong.
type reader struct {
	root   *os.Root
	faults []string
}

func (r *reader) fault(format string, values ...any) {
	r.faults = append(r.faults, fmt.Sprintf(format, values...))
}

func (r *reader) all(entries []fs.DirEntry) *Bundle {
	read := &Bundle{}
	read.Sums, _ = r.file(SumsFile, true)
	if len(r.faults) > 0 {
		return nil
	}
	sums, err := readSums(read.Sums)
	if err != nil {
		r.fault("%v", err)
		return nil
	}
	read.Files = len(sums)
	kept := map[string]*[]byte{RecordFile: &read.Record, SnapshotFile: &read.Snapshot, ResultsFile: &read.Results}
	for _, one := range sums {
		data, digest := r.file(one.name, kept[one.name] != nil)
		if digest != "" && digest != one.digest {
			r.fault("%s is not the file that %s has the sum of: one of the two was changed", one.name, SumsFile)
		}
		if into := kept[one.name]; into != nil {
			*into = data
		}
	}
	for _, entry := range entries {
		switch name := entry.Name(); {
		case name == EnvelopeFile:
			read.Envelope, _ = r.file(name, true)
		case name != SumsFile && !slices.ContainsFunc(sums, func(one sum) bool { return one.name == name }):
			r.fault("%s is not listed in %s: it was added later", name, SumsFile)
		}
	}
	return read
}

// file is the content, where it is to be kept, and the digest of a file; "" where it cannot be
// read. Both are of the same bytes, read once.
func (r *reader) file(name string, keep bool) (data []byte, digest string) {
	file, err := r.root.Open(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		r.fault("%s is missing", name)
		return nil, ""
	case err != nil:
		r.fault("%s cannot be read: %v", name, err)
		return nil, ""
	}
	defer file.Close()
	hash, content := sha256.New(), bytes.Buffer{}
	into := io.Writer(hash)
	if keep {
		into = io.MultiWriter(hash, &content)
	}
	info, err := file.Stat()
	if err == nil && info.Size() > limit(name) {
		r.fault("%s has more than the %d MB that are read of it", name, limit(name)>>20)
		return nil, ""
	}
	if err == nil {
		_, err = io.Copy(into, io.LimitReader(file, limit(name)))
	}
	if err != nil {
		r.fault("%s cannot be read: %v", name, err)
		return nil, ""
	}
	return content.Bytes(), hex.EncodeToString(hash.Sum(nil))
}

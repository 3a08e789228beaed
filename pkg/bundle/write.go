package bundle

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Part is a file of a bundle that is about to be written.
type Part struct {
	Name  string
	Write func(io.Writer) error
}

// Write makes a bundle in a folder that is not there yet, completely or not at all. With a
// sign, its answer to the sums becomes the envelope.
func Write(folder string, parts []Part, sign func(sums []byte) ([]byte, error)) error {
	if err := Free(folder); err != nil {
		return err
	}
	folder = filepath.Clean(folder)
	hidden, err := os.MkdirTemp(filepath.Dir(folder), "."+filepath.Base(folder)+".*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(hidden) //nolint:errcheck // after the renaming it is not there
	root, err := os.OpenRoot(hidden)
	if err != nil {
		return err
	}
	defer root.Close()
	if err := fill(root, parts, sign); err != nil {
		return err
	}
	if err := os.Chmod(hidden, 0o755); err != nil {
		return err
	}
	return os.Rename(hidden, folder)
}

// Free says whether a bundle can be made there: it never replaces anything.
func Free(folder string) error {
	if _, err := os.Lstat(folder); err == nil {
		return &fs.PathError{Op: "write", Path: folder, Err: fs.ErrExist}
	}
	return nil
}

func fill(root *os.Root, parts []Part, sign func(sums []byte) ([]byte, error)) error {
	var sums []sum
	for _, part := range parts {
		digest, err := writePart(root, part)
		if err != nil {
			return err
		}
		sums = append(sums, sum{digest, part.Name})
	}
	text := writeSums(sums)
	if err := root.WriteFile(SumsFile, text, 0o644); err != nil || sign == nil {
		return err
	}
	envelope, err := sign(text)
	if err != nil {
		return err
	}
	return root.WriteFile(EnvelopeFile, envelope, 0o644)
}

func writePart(root *os.Root, part Part) (digest string, err error) {
	file, err := root.OpenFile(part.Name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if err != nil {
		return "", err
	}
	hash := sha256.New()
	err = part.Write(io.MultiWriter(file, hash))
	if info, wrong := file.Stat(); wrong == nil && err == nil && info.Size() > limit(part.Name) {
		err = fmt.Errorf("it has more than the %d MB that are read of it again", limit(part.Name)>>20)
	}
	if err := cmp.Or(err, file.Close()); err != nil {
		return "", fmt.Errorf("%s: %w", part.Name, err)
	}
	return hex.EncodeToString(hash.Sum(nil)), nil
}

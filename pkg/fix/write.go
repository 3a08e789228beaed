package fix

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strconv"
)

// Write replaces the content of a file, completely or not at all, and keeps its mode. It
// refuses a file that is not what it was when it was read, that is read-only, or that a
// symbolic link leads to.
func Write(root *os.Root, name string, before, after []byte) error {
	if err := plain(root.FS(), name); err != nil {
		return err
	}
	info, err := root.Lstat(name)
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	if info.Mode().Perm()&0o200 == 0 {
		return fmt.Errorf("%s is read-only", name)
	}
	temporary, err := writeBeside(root, name, after, info.Mode().Perm())
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	if err := replaceBy(root, name, temporary, before); err != nil {
		return errors.Join(err, root.Remove(temporary))
	}
	return nil
}

// replaceBy looks at the file as late as it can.
func replaceBy(root *os.Root, name, temporary string, before []byte) error {
	now, err := root.ReadFile(name)
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	if !bytes.Equal(now, before) {
		return fmt.Errorf("%s %w", name, ErrChanged)
	}
	if err := root.Rename(temporary, name); err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return nil
}

// attempts is how many names are tried for a new file.
const attempts = 100

// writeBeside writes a new file in the same folder, and returns its name.
func writeBeside(root *os.Root, name string, data []byte, mode fs.FileMode) (string, error) {
	for i := range attempts {
		temporary := path.Join(path.Dir(name), "."+path.Base(name)+".pinelint-"+strconv.Itoa(i))
		file, err := root.OpenFile(temporary, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return "", err
		}
		_, err = file.Write(data)
		if err = errors.Join(err, file.Chmod(mode), file.Sync(), file.Close()); err != nil {
			return "", errors.Join(err, root.Remove(temporary))
		}
		return temporary, nil
	}
	return "", errors.New("its folder is full of temporary files")
}

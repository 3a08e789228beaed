package bundle

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func parts(more ...Part) []Part {
	all := more
	for _, name := range []string{RecordFile, ResultsFile, SnapshotFile, "report.txt"} {
		all = append(all, Part{name, func(w io.Writer) error {
			_, err := fmt.Fprintln(w, name)
			return err
		}})
	}
	return all
}

func written(t *testing.T) string {
	t.Helper()
	folder := filepath.Join(t.TempDir(), "evidence")
	if err := Write(folder, parts(), nil); err != nil {
		t.Fatal(err)
	}
	return folder
}

func TestWriteAndOpen(t *testing.T) {
	folder := written(t)
	read, faults, err := Open(folder)
	if err != nil || len(faults) > 0 {
		t.Fatal(faults, err)
	}
	if read.Files != 4 || string(read.Record) != "bundle.json\n" || string(read.Results) != "results.json\n" ||
		string(read.Snapshot) != "snapshot.json\n" || read.Envelope != nil {
		t.Errorf("%+v", read)
	}
	if err := Write(folder, parts(), nil); !errors.Is(err, fs.ErrExist) {
		t.Errorf("it was written twice: %v", err)
	}
}

// TestWriteAllOrNothing leaves nothing behind where a part, or the signature, fails.
func TestWriteAllOrNothing(t *testing.T) {
	broken := errors.New("broken")
	fails := Part{"report.html", func(io.Writer) error { return broken }}
	for name, try := range map[string]func(folder string) error{
		"a part": func(folder string) error { return Write(folder, parts(fails), nil) },
		"the signature": func(folder string) error {
			return Write(folder, parts(), func([]byte) ([]byte, error) { return nil, broken })
		},
	} {
		above := t.TempDir()
		if err := try(filepath.Join(above, "evidence")); !errors.Is(err, broken) {
			t.Errorf("%s: %v", name, err)
		}
		if left, err := os.ReadDir(above); err != nil || len(left) > 0 {
			t.Errorf("%s: %v is left, %v", name, left, err)
		}
	}
}

// TestHostileFolders has what somebody may put in a bundle's place.
func TestHostileFolders(t *testing.T) {
	outside := filepath.Join(t.TempDir(), "outside")
	if err := os.WriteFile(outside, []byte("report.txt\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct {
		do   func(at func(name string) string) error
		want string
	}{
		"a link for a listed file": {func(at func(string) string) error {
			return errors.Join(os.Remove(at("report.txt")), os.Symlink(outside, at("report.txt")))
		}, "report.txt is no plain file"},
		"a link to nothing": {func(at func(string) string) error {
			return os.Symlink("/none", at("x"))
		}, "x is no plain file"},
		"a folder": {func(at func(string) string) error { return os.Mkdir(at("more"), 0o700) }, "more is no plain file"},
		"no sums":  {func(at func(string) string) error { return os.Remove(at(SumsFile)) }, "SHA256SUMS is missing"},
		"empty sums": {func(at func(string) string) error {
			return os.Truncate(at(SumsFile), 0)
		}, "SHA256SUMS lists nothing"},
		"long sums": {func(at func(string) string) error {
			return os.Truncate(at(SumsFile), 2<<20)
		}, "SHA256SUMS has more than the 1 MB"},
		"a long envelope": {func(at func(string) string) error {
			return os.WriteFile(at(EnvelopeFile), make([]byte, 2<<20), 0o600)
		}, "statement.dsse.json has more than the 1 MB"},
		"a huge snapshot": {func(at func(string) string) error {
			return os.Truncate(at(SnapshotFile), 300<<20)
		}, "snapshot.json has more than the 256 MB"},
		"many files": {func(at func(string) string) error {
			var err error
			for i := range 100 {
				err = errors.Join(err, os.WriteFile(at(fmt.Sprint("f", i)), nil, 0o600))
			}
			return err
		}, "it has 105 entries"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			folder := written(t)
			if err := test.do(func(name string) string { return filepath.Join(folder, name) }); err != nil {
				t.Fatal(err)
			}
			refused(t, folder, test.want)
		})
	}
}

// refused holds that a folder is opened for no bundle, for one reason.
func refused(t *testing.T, folder, want string) {
	t.Helper()
	read, faults, err := Open(folder)
	if read != nil || err != nil || len(faults) != 1 || !strings.Contains(faults[0], want) {
		t.Errorf("%v, %v; want one fault %q", faults, err, want)
	}
}

func TestHostileSums(t *testing.T) {
	digest := strings.Repeat("0a", 32)
	line := func(name string) string { return digest + "  " + name + "\n" }
	whole := line(RecordFile) + line(ResultsFile) + line(SnapshotFile)
	if sums, err := readSums([]byte(whole)); err != nil || string(writeSums(sums)) != whole {
		t.Fatal(sums, err)
	}
	for text, want := range map[string]string{
		"":                                 "lists nothing",
		strings.Repeat(line("a"), 100):     "more than the 64 files",
		"\n":                               "SHA256SUMS:1: it is no sum",
		whole + "\n":                       "SHA256SUMS:4: it is no sum",
		whole[:len(whole)-1]:               "SHA256SUMS:3: it is no sum",
		strings.ToUpper(whole):             "SHA256SUMS:1: it is no sum",
		digest + " *bundle.json\n":         "SHA256SUMS:1: it is no sum",
		whole + line("../../etc/passwd"):   "is no file that a bundle may list",
		whole + line("/etc/passwd"):        "is no file that a bundle may list",
		line(".hidden") + whole:            "is no file that a bundle may list",
		whole + line("z/x"):                "is no file that a bundle may list",
		whole + line(`z\x`):                "is no file that a bundle may list",
		line(SumsFile) + whole:             "is no file that a bundle may list",
		whole + line(EnvelopeFile):         "is no file that a bundle may list",
		whole + line(SnapshotFile):         "is not behind the name above it",
		line(SnapshotFile) + whole:         "is not behind the name above it",
		line(RecordFile) + line("report"):  "does not list results.json",
		line("report.html") + line("zzzz"): "does not list bundle.json",
	} {
		if _, err := readSums([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

// TestKeys has keys that are none, and demands that no error shows a part of one.
func TestKeys(t *testing.T) {
	_, secret, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	long, err := ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	old, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	pkcs8 := func(key any) []byte {
		der, err := x509.MarshalPKCS8PrivateKey(key)
		if err != nil {
			t.Fatal(err)
		}
		return der
	}
	block := func(kind string, der []byte) []byte { return pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}) }
	for want, text := range map[string][]byte{
		"it is no key in PEM":         []byte("a long secret text"),
		"no private key that can be":  block("PRIVATE KEY", pkcs8(secret)[:40]),
		"it is encrypted":             block("ENCRYPTED SIGSTORE PRIVATE KEY", pkcs8(secret)),
		"it is a public key":          block("PUBLIC KEY", pkcs8(secret)),
		"it is no private key in PEM": block("CERTIFICATE", pkcs8(secret)),
		errKeyKind.Error():            block("PRIVATE KEY", pkcs8(long)),
	} {
		_, err := ReadSecretKey(text, rand.Reader)
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "a long secret") {
			t.Errorf("%v, want %q", err, want)
		}
	}
	if _, err := ReadSecretKey(block("PRIVATE KEY", pkcs8(old)), rand.Reader); !errors.Is(err, errKeyKind) {
		t.Errorf("an RSA key: %v", err)
	}
}

package dockerfile_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/collecttest"
	"github.com/pinelint/pinelint/pkg/collect/dockerfile"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

func collectFrom(t testing.TB, name, text string) *collecttest.Sink {
	t.Helper()
	tree, err := collect.Walk(fstest.MapFS{name: {Data: []byte(text)}})
	if err != nil {
		t.Fatal(err)
	}
	got := &collecttest.Sink{}
	if err := dockerfile.Collect(context.Background(), tree, collecttest.Types(t), got); err != nil {
		t.Fatal(err)
	}
	return got
}

// found are the keys with their arguments and places.
func found(got *collecttest.Sink) string {
	var all []string
	for _, o := range got.Observations {
		at, _ := o.Locations.Get("")
		all = append(all, fmt.Sprintf("%s %s %d:%d", o.Values["argument"], o.Values["variable"], at.StartLine, at.StartColumn))
	}
	return strings.Join(all, ", ")
}

func TestKeys(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"in the environment":   {"FROM a\nARG PINECONE_API_KEY\nENV PINECONE_API_KEY=$PINECONE_API_KEY\n", "env PINECONE_API_KEY 3:5"},
		"of another name":      {"FROM a\nARG key\nenv A=1 PINECONE_API_KEY=\"${key:-none}\"\n", "env PINECONE_API_KEY 3:9"},
		"in the old form":      {"FROM a\nARG KEY\nENV PINECONE_API_KEY $KEY\n", "env PINECONE_API_KEY 3:5"},
		"on several lines":     {"FROM a\nARG PINECONE_API_KEY\nENV A=b \\\n  # why\n\n  PINECONE_API_KEY=${PINECONE_API_KEY} \\\n  C=d\n", "env PINECONE_API_KEY 6:3"},
		"no argument":          {"FROM a\nENV PINECONE_API_KEY=${PINECONE_API_KEY}\n", ""},
		"of no stage":          {"ARG PINECONE_API_KEY\nFROM a\nENV PINECONE_API_KEY=${PINECONE_API_KEY}\n", ""},
		"nothing":              {"FROM a\nARG PINECONE_API_KEY\nENV PINECONE_API_KEY=\"\"\nRUN build\n", "arg PINECONE_API_KEY 2:5"},
		"not used":             {"FROM a\nARG PINECONE_API_KEY\nCMD [\"run\"]\n", ""},
		"used by a command":    {"FROM a\nARG PINECONE_API_KEY=\nRUN npm run build\n", "arg PINECONE_API_KEY 2:5"},
		"declared too late":    {"FROM a\nRUN npm run build\nARG PINECONE_API_KEY\n", ""},
		"left behind":          {"FROM a AS build\nARG PINECONE_API_KEY\nENV PINECONE_API_KEY=$PINECONE_API_KEY\nRUN b\nFROM a\nCOPY --from=build /b /b\n", ""},
		"handed on":            {"FROM --platform=x a AS build\nARG PINECONE_API_KEY\nFROM Build\nENV PINECONE_API_KEY=$PINECONE_API_KEY\n", "env PINECONE_API_KEY 4:5"},
		"gone on from":         {"FROM a\nARG PINECONE_API_KEY\nENV PINECONE_API_KEY=$PINECONE_API_KEY\nFROM 0\n", "env PINECONE_API_KEY 3:5"},
		"a secret of a build":  {"FROM a\nRUN --mount=type=secret,id=PINECONE_API_KEY,env=PINECONE_API_KEY npm run build\n", ""},
		"an index":             {"FROM a\nARG PINECONE_INDEX\nENV PINECONE_INDEX=$PINECONE_INDEX\nRUN b\n", ""},
		"in a here-document":   {"FROM a\nARG PINECONE_API_KEY\nCOPY <<-'EOF' /x\n  ENV PINECONE_API_KEY=$PINECONE_API_KEY\n  EOF\n", ""},
		"a secret of workflow": {"FROM a\nENV PINECONE_API_KEY=${{ secrets.PINECONE_API_KEY }}\n", ""},
		"a text of its own":    {"FROM a\nARG PINECONE_API_KEY=\"none\"\nENV PINECONE_API_KEY=$PINECONE_API_KEY\nRUN b\n", ""},
		"twice":                {"FROM a\nARG PINECONE_API_KEY\nRUN b\nENV PINECONE_API_KEY=$PINECONE_API_KEY\nENV PINECONE_API_KEY=$PINECONE_API_KEY\n", "env PINECONE_API_KEY 5:5"},
		"from itself":          {"FROM a AS a\nARG PINECONE_API_KEY\nRUN b\nFROM a AS a\nRUN b\n", "arg PINECONE_API_KEY 2:5"},
		"many stages":          {"FROM a AS s\nARG PINECONE_API_KEY\nRUN b\n" + strings.Repeat("FROM s AS s\nENV PINECONE_API_KEY=$X\n", 20_000), ""},
		"in a comment too":     {"FROM a\nARG KEY\nENV A=b \\\n  # PINECONE_API_KEY=x\n  PINECONE_API_KEY=$KEY\n", "env PINECONE_API_KEY 5:3"},
		"a name in a name":     {"FROM a\nARG KEY\nENV MY_PINECONE_API_KEY=x PINECONE_API_KEY=$KEY\n", "env PINECONE_API_KEY 3:27"},
		"a value of no name":   {"FROM a\nARG KEY\nENV =$KEY PINECONE_API_KEY=$KEY\n", "env PINECONE_API_KEY 3:11"},
		"a long one":           {"FROM a\n" + strings.Repeat("# x\n", 1<<19) + "ARG PINECONE_API_KEY\nRUN b\n", "arg PINECONE_API_KEY 524290:5"},
		"nothing at all":       {"# pinecone\n\\\n", ""},
	} {
		t.Run(name, func(t *testing.T) {
			if got := found(collectFrom(t, "web.Dockerfile", c.text)); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestBroken(t *testing.T) {
	got := collectFrom(t, "Dockerfile", "FROM a\nRUN <<EOF\nexport PINECONE_API_KEY\n").Sources[0]
	if got.Status != snapshot.Partial || len(got.Problems) != 1 || got.Problems[0].Location.StartLine != 2 ||
		got.Problems[0].Message != "Dockerfile is no Dockerfile (unterminated heredoc): no image is built from it" {
		t.Errorf("got %+v", got)
	}
}

func TestFiles(t *testing.T) {
	const text = "FROM a\nARG PINECONE_API_KEY\nRUN b\n"
	for name, want := range map[string]int{
		"Dockerfile": 1, "Dockerfile.prod": 1, "ops/api.dockerfile": 1, "Containerfile": 1, "Dockerfile.d/readme": 0, "docker.yaml": 0,
	} {
		if got := collectFrom(t, name, text); len(got.Observations) != want || len(got.Sources) != want {
			t.Errorf("%s: got %d keys and %d sources, want %d", name, len(got.Observations), len(got.Sources), want)
		}
	}
}

func TestCancelled(t *testing.T) {
	tree, err := collect.Walk(fstest.MapFS{"Dockerfile": {}})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := dockerfile.Collect(ctx, tree, nil, &collecttest.Sink{}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func FuzzCollect(f *testing.F) {
	f.Add("FROM a AS b\nARG PINECONE_API_KEY\nENV PINECONE_API_KEY=$PINECONE_API_KEY\nRUN <<EOF\nEOF\nFROM b\n")
	f.Fuzz(func(t *testing.T, text string) {
		for _, o := range collectFrom(t, "Dockerfile", text).Observations {
			if o.Address == "" || len(o.Locations) != 1 {
				t.Errorf("%q gives %+v", text, o)
			}
		}
	})
}

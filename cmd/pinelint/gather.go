package main

import (
	"context"
	"io"
	"runtime"
	"slices"
	"time"

	"github.com/spf13/pflag"

	"github.com/pinelint/pinelint/pkg/assemble"
	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/cloudformation"
	"github.com/pinelint/pinelint/pkg/collect/code"
	"github.com/pinelint/pinelint/pkg/collect/dockerfile"
	"github.com/pinelint/pinelint/pkg/collect/kubernetes"
	"github.com/pinelint/pinelint/pkg/collect/manifest"
	"github.com/pinelint/pinelint/pkg/collect/plan"
	"github.com/pinelint/pinelint/pkg/collect/policyjson"
	"github.com/pinelint/pinelint/pkg/collect/prometheus"
	"github.com/pinelint/pinelint/pkg/collect/pulumi"
	"github.com/pinelint/pinelint/pkg/collect/script"
	"github.com/pinelint/pinelint/pkg/collect/serverless"
	"github.com/pinelint/pinelint/pkg/collect/terraform"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// gathering says what to read. Its flags are the same for check, collect and init; fix has
// no plans, since a plan is of the source as it was.
type gathering struct {
	saying

	config   string
	plans    []string
	previews []string
	varFiles []string
	tfVarEnv bool
	jobs     int
	history  bool
	snapshot string
	folder   string
	live     live
	logs     auditing
	// policies are folders of further rules, whose questions are answered.
	policies []string
	// now is the time as of which to read and judge; empty for the clock's.
	now          string
	pseudonymize bool
	// asOf is that time where the evidence is judged at once. What is collected may be judged later,
	// and leaves open what a time in a policy decides.
	asOf time.Time
}

func (g *gathering) flags(flags *pflag.FlagSet) {
	g.sourceFlags(flags)
	flags.StringArrayVar(&g.plans, "plan", nil,
		"also read a `FILE` that terraform or tofu show -json printed (repeatable)")
	flags.StringArrayVar(&g.previews, "pulumi-preview", nil,
		"also read a `FILE` that pulumi preview --json --show-sames printed (repeatable)")
}

func (g *gathering) sourceFlags(flags *pflag.FlagSet) {
	flags.StringVar(&g.config, "config", "", "the manifest (default: pinelint.yaml in PATH or the nearest folder above)")
	flags.StringArrayVar(&g.varFiles, "var-file", nil, "a .tfvars `FILE`, as for terraform plan (repeatable)")
	flags.BoolVar(&g.tfVarEnv, "tf-var-env", false, "take TF_VAR_… from the environment, as terraform plan does")
	flags.IntVar(&g.jobs, "jobs", runtime.GOMAXPROCS(0), "how many root modules to read at once")
}

// gather reads everything that a folder and the flags name, and joins it.
func (g *gathering) gather(ctx context.Context, on system) (*evidence, error) {
	if err := g.check(); err != nil {
		return nil, err
	}
	repository, err := openRepository(g.folder, g.config)
	if err != nil {
		return nil, err
	}
	return g.read(ctx, on, repository)
}

// check finds flags that go not together.
func (g *gathering) check() error {
	if err := g.live.check(); err != nil {
		return err
	}
	return g.logs.check(g.live.on)
}

// read reads a repository, and joins what it says.
func (g *gathering) read(ctx context.Context, on system, repository *repository) (*evidence, error) {
	out, err := g.begin(on, repository)
	if err != nil {
		return nil, err
	}
	types, err := snapshotTypes()
	if err != nil {
		return nil, err
	}
	known, err := pineconeFacts()
	if err != nil {
		return nil, err
	}
	known.Version, known.Types, known.Now = version, types, g.asOf
	if known.Questions, err = questions(g.policies); err != nil {
		return nil, err
	}
	sink := assemble.New(known)
	if repository.manifest != "" {
		if err := out.readManifest(repository, sink); err != nil {
			return nil, err
		}
	}
	if err := g.collect(ctx, on, out, types, known, sink); err != nil {
		return nil, err
	}
	if g.live.on || g.logs.where != "" {
		further := reading{gathering: g, system: on, out: out, types: types, known: known, sink: sink}
		if err := further.run(ctx); err != nil {
			return nil, err
		}
	}
	out.cleanMistakes()
	if out.snapshot, err = out.secrets.from(sink.Snapshot()); err != nil {
		return nil, err
	}
	return out, out.withoutNames()
}

// walk lists what a repository has.
func walk(on system, repository *repository, sink *assemble.Assembler) (*collect.Tree, error) {
	const many = 100 // more than a small run reads
	tree, err := collect.WalkFolder(repository.files(), repository.folder)
	if err != nil {
		return nil, usage("%w", err)
	}
	if len(tree.Files) > many && on.expectMuch != nil {
		on.expectMuch()
	}
	if len(tree.Problems) > 0 {
		sink.Report(snapshot.Source{
			ID: "files", Status: snapshot.Partial, Problems: tree.Problems,
			Reason: "some entries of the repository could not be read",
		})
	}
	return tree, nil
}

// collect runs the collectors that need no network.
func (g *gathering) collect(
	ctx context.Context, on system, out *evidence, types snapshot.Types, known assemble.Options, sink *assemble.Assembler,
) error {
	repository := out.repository
	tree, err := walk(on, repository, sink)
	if err != nil {
		return err
	}
	manifest.CollectOthers(tree, repository.manifest, sink)
	if err := out.readBeside(ctx, tree, types, sink); err != nil {
		return err
	}
	if err := policyjson.Collect(ctx, repository.files(), tree, out.policyFiles(types), sink); err != nil {
		return err
	}
	if err := g.search(ctx, tree, types, out, sink); err != nil {
		return err
	}
	clients := code.Options{Types: types, Jobs: g.jobs, Folder: repository.folder}
	if err := code.Collect(ctx, tree, clients, sink); err != nil {
		return err
	}
	options, err := g.terraform(on, repository, types)
	if err != nil {
		return err
	}
	var declared prometheus.Declared
	options.Mentions, options.Filter = mentions(known, out.manifest), sink
	options.Documents, options.Document = prometheus.DeclaredTypes(), declared.Add
	if err := terraform.Collect(ctx, tree, options, sink); err != nil {
		return err
	}
	if err := otherCode(ctx, tree, types, options.Mentions, &declared, sink); err != nil {
		return err
	}
	if err := g.collectPlans(ctx, on, tree, repository, &declared, types, sink); err != nil {
		return err
	}
	declared.Join(sink.Declarations)
	monitoring := out.monitoring(types, &declared)
	for _, name := range slices.Concat(g.plans, g.previews) {
		monitoring.Apart = append(monitoring.Apart, repository.inside(name))
	}
	return prometheus.Collect(ctx, tree, monitoring, sink)
}

// collectPlans reads the plans and the previews that the flags name.
func (g *gathering) collectPlans(
	ctx context.Context, on system, tree *collect.Tree, repository *repository, declared *prometheus.Declared,
	types snapshot.Types, sink *assemble.Assembler,
) error {
	reading := plan.Options{
		Types: types, Filter: sink, Documents: prometheus.DeclaredArguments(),
		Concerns: prometheus.Concerns, Watches: prometheus.Watches, Document: declared.AddPlanned,
	}
	for _, name := range g.plans {
		read := func(name string, r io.Reader) error { return plan.Collect(ctx, name, r, reading, sink) }
		if err := readPlan(on, "plan", name, repository, read); err != nil {
			return err
		}
	}
	previewed := pulumi.Options{Types: types, Document: declared.AddPreviewed}
	for _, name := range g.previews {
		read := func(name string, r io.Reader) error {
			return pulumi.CollectPreview(ctx, name, r, tree, previewed, sink)
		}
		if err := readPlan(on, "pulumi-preview", name, repository, read); err != nil {
			return err
		}
	}
	return nil
}

// otherCode reads the code of other tools than Terraform.
func otherCode(
	ctx context.Context, tree *collect.Tree, types snapshot.Types, mentions []string, declared *prometheus.Declared,
	sink collect.Sink,
) error {
	templates := cloudformation.Options{
		Types: types, Mentions: mentions, Document: declared.AddTemplate, Reading: declared.Reading,
	}
	if err := cloudformation.Collect(ctx, tree, templates, sink); err != nil {
		return err
	}
	programs := pulumi.Options{
		Types: types, Mentions: mentions, Document: declared.AddTemplate, Reading: declared.Reading,
	}
	if err := pulumi.Collect(ctx, tree, programs, sink); err != nil {
		return err
	}
	if err := kubernetes.Collect(ctx, tree, types, sink); err != nil {
		return err
	}
	if err := serverless.Collect(ctx, tree, types, sink); err != nil {
		return err
	}
	if err := dockerfile.Collect(ctx, tree, types, sink); err != nil {
		return err
	}
	return script.Collect(ctx, tree, types, sink)
}

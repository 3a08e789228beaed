package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"runtime"
	"slices"
	"strings"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/pinelint/pinelint/pkg/access"
)

// accessRun is one run of the command access.
type accessRun struct {
	question question
	// The policies of the question, as names of files.
	resource, boundary         string
	identity, session, control []string
	context                    []string
	batch                      string
	who                        bool
	format                     string
	noColor                    bool
	jobs                       int
}

func newAccessCommand(on system) *cobra.Command {
	var a accessRun
	command := &cobra.Command{
		Use:   "access [REQUEST.json]",
		Short: "Decide an AWS request by its policies, and say why",
		Long: `Access decides a request as AWS documents it, without any network. The request and its
policies come from flags, or from a file that has the same as one line of --batch:

  {"id": "1", "principal": "arn:…", "action": "sts:AssumeRole", "resource": "arn:…",
   "resourceAccount": "111122223333", "context": {"sts:ExternalId": "…"},
   "resourcePolicy": {…}, "identityPolicies": [{…}], "permissionsBoundary": {…},
   "sessionPolicies": [{…}], "serviceControlPolicies": [[{…}]], "grants": [{…}],
   "publicAccessBlock": {…}, "objectOwnership": "…", "unknownContext": ["…"],
   "assumeCallerAllowed": false}

--batch answers every line with one line, in the same order.

Exit codes:
  0  allowed; with --batch, every line was answered; with --who, always
  1  denied
  2  a mistake in the command line, the request or a policy's file
  3  undecided: it depends on what is unknown; with --batch, a line is broken
  4  a fault of pinelint itself`,
		Example: `  pinelint access request.json
  pinelint access --principal arn:aws:iam::999988887777:role/reader --action sts:AssumeRole \
    --resource arn:aws:iam::111122223333:role/pinecone --resource-policy trust.json --assume-caller-allowed
  pinelint access --who --action sts:AssumeRole --resource arn:aws:iam::111122223333:role/pinecone \
    --resource-policy trust.json
  pinelint access --batch requests.ndjson > answers.ndjson`,
		Args: counted(0, 1),
		RunE: func(command *cobra.Command, args []string) error {
			return a.run(command.Context(), on, args, command.Flags())
		},
	}
	a.requestFlags(command.Flags())
	flags := command.Flags()
	flags.StringVar(&a.batch, "batch", "", "answer each line of a `FILE`; - is standard input")
	flags.BoolVar(&a.who, "who", false, "ask of many principals which of them the resource's policy lets in")
	flags.StringVar(&a.format, "format", "text", "the answer's format: "+strings.Join(accessFormats(), ", "))
	flags.BoolVar(&a.noColor, "no-color", false, "no colours, as with NO_COLOR in the environment")
	flags.IntVar(&a.jobs, "jobs", runtime.GOMAXPROCS(0), "how many lines of a batch to answer at once")
	return command
}

func accessFormats() []string { return []string{"text", "json"} }

func (a *accessRun) run(ctx context.Context, on system, args []string, flags *pflag.FlagSet) error {
	if err := a.check(args, flags); err != nil {
		return err
	}
	if a.batch != "" {
		return a.runBatch(ctx, on)
	}
	files := newAccessFiles()
	named, err := a.read(on, args, files)
	if err != nil {
		return err
	}
	ask := a.explain
	if a.who {
		a.question.Principal, a.question.AssumeCallerAllowed = anonymous, true
		ask = a.askWho
	}
	request, err := a.question.request()
	if err != nil {
		return usage("%w", err)
	}
	policies, problems, err := a.question.policies(files.parse)
	if err != nil {
		return usage("%w", err)
	}
	files.complain(on, named, problems)
	return ask(on, files, request, policies, problems)
}

// check refuses what does not go together.
func (a *accessRun) check(args []string, flags *pflag.FlagSet) error {
	if !slices.Contains(accessFormats(), a.format) {
		return usage("format %q is unknown: use one of %s", a.format, strings.Join(accessFormats(), ", "))
	}
	if a.jobs < 1 {
		return usage("--jobs %d: at least one is needed", a.jobs)
	}
	for name := range strings.FieldsSeq(requestFlags) {
		if flags.Changed(name) && (len(args) > 0 || a.batch != "") {
			return usage("--%s is a part of the request, which a file has: leave out one of them", name)
		}
	}
	switch {
	case a.batch != "" && (len(args) > 0 || a.who):
		return usage("--batch goes with neither a request's file nor --who")
	case a.who && flags.Changed("principal"):
		return usage("--who asks of many principals: leave out --principal")
	}
	return nil
}

// runBatch answers a batch.
func (a *accessRun) runBatch(ctx context.Context, on system) error {
	in := on.stdin
	if a.batch != "-" {
		file, err := os.Open(a.batch)
		if err != nil {
			return usage("read --batch: %w", err)
		}
		defer file.Close()
		in = file
	}
	broken, err := batch(ctx, in, on.stdout, a.jobs)
	switch {
	case err != nil:
		return err
	case broken > 0:
		return &exitError{code: exitIncomplete, err: fmt.Errorf("%s could not be answered", plural(broken, "line"))}
	default:
		return nil
	}
}

// explain decides the question, and says why.
func (a *accessRun) explain(
	on system, files *accessFiles, request access.Request, policies access.Policies, problems []accessProblem,
) error {
	decision := access.Explain(request, policies)
	made := newAnswer(a.question.ID, decision, problems, files.locate)
	var err error
	if a.format == "json" {
		err = writeAccessJSON(on.stdout, made)
	} else {
		err = a.text(on, files).answer(&a.question, made)
	}
	switch {
	case err != nil:
		return err
	case decision.Effect == access.Undecided:
		return &exitError{code: exitIncomplete}
	case decision.Effect != access.Allowed:
		return &exitError{code: exitFindings}
	default:
		return nil
	}
}

func (a *accessRun) text(on system, files *accessFiles) *accessText {
	color := on.terminal && !a.noColor && on.getenv("NO_COLOR") == "" && on.getenv("TERM") != "dumb"
	return &accessText{out: on.stdout, files: files, color: color}
}

// writeAccessJSON writes one document for one question.
func writeAccessJSON(out io.Writer, made any) error {
	text, err := json.Marshal(made, jsontext.WithIndent("  "))
	if err != nil {
		return errors.Join(errors.New("write the answer"), err)
	}
	_, err = fmt.Fprintln(out, string(text))
	return err
}

func sortedKeys[V any](of map[string]V) []string { return slices.Sorted(maps.Keys(of)) }

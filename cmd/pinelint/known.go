package main

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/go-json-experiment/json"

	"github.com/pinelint/pinelint/pkg/assemble"
	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/config"
	"github.com/pinelint/pinelint/pkg/evaluate"
	"github.com/pinelint/pinelint/pkg/snapshot"
	"github.com/pinelint/pinelint/policies"
)

// mentions are the strings that make a root module worth evaluating: Pinecone's name, also as
// variables of the environment have it, its services, and what the manifest names.
func mentions(known assemble.Options, declared *config.File) []string {
	spelled := collect.Spellings()
	all := spelled[:]
	for _, service := range known.Services {
		all = append(all, service[strings.LastIndexByte(service, '.')+1:])
	}
	all = append(all, known.Accounts...)
	all = append(all, mention(declared.Organization.AuditLogs.Role)...)
	all = append(all, mentionBucket(declared.Organization.AuditLogs.Bucket)...)
	for _, project := range declared.Projects {
		for _, key := range project.CMEK.Keys {
			all = append(all, mention(key.Role)...)
			all = append(all, mention(key.Key)...)
		}
		for _, endpoint := range project.PrivateEndpoints.Endpoints {
			all = append(all, mention(endpoint)...)
		}
	}
	return all
}

// mention is the part of a name that its definition has in it: of terraform:module.a.b.c
// the resource's own name, of an ARN what follows the last slash.
func mention(name string) []string {
	if _, address, ok := snapshot.Named(name); ok {
		address, _, _ = strings.Cut(address, "[")
		name = address[strings.LastIndexByte(address, '.')+1:]
	} else {
		name = name[strings.LastIndexByte(name, '/')+1:]
	}
	if name == "" {
		return nil
	}
	return []string{name}
}

// mentionBucket is mention of the bucket in bucket/prefix. A folder in the name, and a key in
// the address, may have slashes too.
func mentionBucket(name string) []string {
	folder := strings.LastIndexByte(name, ':') + 1
	bucket, _, _ := strings.Cut(name[folder:], "/")
	return mention(name[:folder] + bucket)
}

func snapshotTypes() (snapshot.Types, error) {
	data, err := fs.ReadFile(policies.FS, "schema/types.json")
	if err != nil {
		return nil, fmt.Errorf("read the schema: %w", err)
	}
	return collect.ParseTypes(data)
}

// pineconeFacts is what the facts say of Pinecone's private endpoints, accounts and regions.
func pineconeFacts() (assemble.Options, error) {
	facts, err := evaluate.CompiledFacts(policies.Compiled)
	if err != nil {
		return assemble.Options{}, err
	}
	var regions map[string]struct {
		Cloud   string `json:"cloud"`
		Service string `json:"service_name"`
	}
	var accounts map[string]struct {
		ID string `json:"id"`
	}
	err = errors.Join(
		json.Unmarshal([]byte(facts["regions"]), &regions), json.Unmarshal([]byte(facts["accounts"]), &accounts))
	if err != nil {
		return assemble.Options{}, fmt.Errorf("read the facts: %w", err)
	}
	var known assemble.Options
	for name, region := range regions {
		if region.Service != "" {
			known.Services = append(known.Services, region.Service)
		}
		if region.Cloud == "aws" {
			known.Regions = append(known.Regions, name)
		}
	}
	for _, account := range accounts {
		known.Accounts = append(known.Accounts, account.ID)
	}
	return known, nil
}

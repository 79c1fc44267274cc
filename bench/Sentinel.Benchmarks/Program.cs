using System.CommandLine;
using Sentinel.Benchmarks.Endpoints;
using Sentinel.Benchmarks.Footprint;
using Sentinel.Benchmarks.Ingest;
using Sentinel.Benchmarks.Labels;
using Sentinel.Benchmarks.Queries;

var root = new RootCommand("Measures Sentinel against what its engines can do by themselves, both in one run: judge the ratios, machines differ.")
{
    IngestCommand.Make(), QueryCommand.Make(), FootprintCommand.Make(), LabelsCommand.Make(), EndpointsCommand.Make(),
};
return await root.Parse(args).InvokeAsync();

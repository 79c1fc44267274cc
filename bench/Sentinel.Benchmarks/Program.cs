using System.CommandLine;
using Sentinel.Benchmarks.Endpoints;
using Sentinel.Benchmarks.Ingest;
using Sentinel.Benchmarks.Labels;

var root = new RootCommand("Measures Sentinel against what its engines can do by themselves, both in one run: judge the ratios, machines differ.")
{
    IngestCommand.Make(), LabelsCommand.Make(), EndpointsCommand.Make(),
};
return await root.Parse(args).InvokeAsync();

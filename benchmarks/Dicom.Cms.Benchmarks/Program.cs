using BenchmarkDotNet.Running;
using Dicom.Cms.Benchmarks;

BenchmarkSwitcher.FromAssembly(typeof(SealBenchmarks).Assembly).Run(args);

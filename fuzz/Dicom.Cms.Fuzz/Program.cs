using Dicom.Cms.Fuzz;

try
{
    FuzzOptions options = FuzzOptions.Parse(args);
    ThrowingListener.Install();
    if (options.WriteSeeds is { } folder)
    {
        if (options.Target == "graft") GraftSeedWriter.Write(folder);
        else SeedWriter.Write(folder);
        return 0;
    }

    FuzzTarget[] chosen = FuzzTargets.Choose(options.Target);

    if (options.Replay is { } file)
    {
        if (chosen.Length != 1) throw new FormatException("A replay needs its target.");
        (string? outcome, Finding? finding) = Execution.Run(chosen[0], File.ReadAllBytes(file));
        Console.WriteLine(finding?.Reason ?? outcome);
        return finding is null ? 0 : 1;
    }

    int findings = 0;
    int shares = chosen.Sum(target => target.Share);
    foreach (FuzzTarget target in chosen) findings += new FuzzRun(target, options, options.Count * target.Share / shares).Run();
    return findings == 0 ? 0 : 1;
}
catch (FormatException e)
{
    Console.Error.WriteLine(e.Message);
    Console.Error.WriteLine(FuzzOptions.Usage);
    return 2;
}

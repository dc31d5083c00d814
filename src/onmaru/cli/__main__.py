from onmaru.cli import main

main()
